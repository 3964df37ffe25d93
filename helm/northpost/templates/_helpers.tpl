{{/*
The name of everything in this release. With the longest ending, -setup-configuration, it must fit
the 63 characters of a label, since Kubernetes labels the pods of a Job with its name.
*/}}
{{- define "northpost.name" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 42 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 42 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "northpost.serviceAccount" -}}
{{- default (include "northpost.name" .) .Values.serviceAccount.name -}}
{{- end -}}

{{- define "northpost.taskManagerAccount" -}}
{{- $account := .Values.serviceAccount -}}
{{- if $account.taskManagerName -}}
{{- $account.taskManagerName -}}
{{- else if $account.create -}}
{{- printf "%s-taskmanager" (include "northpost.name" .) -}}
{{- else -}}
{{- include "northpost.serviceAccount" . -}}
{{- end -}}
{{- end -}}

{{- define "northpost.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- define "northpost.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Labels that Flink and the operator put on the pods of the job; type is Flink's own. */}}
{{- define "northpost.jobPods" -}}
app: {{ include "northpost.name" . }}
type: flink-native-kubernetes
{{- end -}}

{{/* The task managers that the parallelism needs; takes the configuration. */}}
{{- define "northpost.taskManagers" -}}
{{- $parallelism := get . "parallelism.default" | int -}}
{{- $slots := get . "taskmanager.numberOfTaskSlots" | default "1" | int -}}
{{- div (sub (add $parallelism $slots) 1) $slots -}}
{{- end -}}

{{- define "northpost.setupPods" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: setup
{{- end -}}

{{/* Turns a nested map into one of dotted keys, as Flink reads its config.yaml: into .into. */}}
{{- define "northpost.flatten" -}}
{{- $into := .into -}}
{{- $prefix := .prefix -}}
{{- range $key, $value := .map -}}
{{- $path := ternary $key (printf "%s.%s" $prefix $key) (eq $prefix "") -}}
{{- if kindIs "map" $value -}}
{{- include "northpost.flatten" (dict "into" $into "prefix" $path "map" $value) -}}
{{- else -}}
{{- $_ := set $into $path (include "northpost.scalar" $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A number of YAML is a float to Helm: 720 must not become 720.0 or 7.2e+02. */}}
{{- define "northpost.scalar" -}}
{{- if kindIs "float64" . -}}
{{- if eq (floor .) . -}}{{ printf "%.0f" . }}{{- else -}}{{ printf "%v" . }}{{- end -}}
{{- else -}}
{{- . | toString | trim -}}
{{- end -}}
{{- end -}}

{{/* Every key of Flink's configuration, as YAML: config.yaml, then what the values say. */}}
{{- define "northpost.configuration" -}}
{{- $config := dict -}}
{{- $file := .Files.Get "files/config.yaml" | fromYaml -}}
{{- if hasKey $file "Error" -}}{{- fail (printf "files/config.yaml: %s" $file.Error) -}}{{- end -}}
{{- if not $file -}}{{- fail "files/config.yaml: nothing there, expected flink-conf/config.yaml" -}}{{- end -}}
{{- include "northpost.flatten" (dict "into" $config "prefix" "" "map" $file) -}}
{{- with .Values.kafka.bootstrapServers -}}{{- $_ := set $config "northpost.kafka.bootstrap-servers" . -}}{{- end -}}
{{- range $key, $value := .Values.kafka.properties -}}
{{- $_ := set $config (printf "northpost.kafka.properties.%s" $key) ($value | toString) -}}
{{- end -}}
{{- with include "northpost.kafkaProviders" .Values.kafka.properties -}}
{{- if not $.Values.kafka.secret -}}{{- fail "kafka.secret: got nothing, expected the Secret whose files kafka.properties names" -}}{{- end -}}
{{- $_ := set $config "northpost.kafka.properties.config.providers" . -}}
{{- range $each := splitList "," . -}}
{{- $_ := set $config (printf "northpost.kafka.properties.config.providers.%s.class" $each) (ternary "org.apache.kafka.common.config.provider.FileConfigProvider" "org.apache.kafka.common.config.provider.DirectoryConfigProvider" (eq $each "file")) -}}
{{- end -}}
{{- end -}}
{{- $prefix := .Values.setup.topics.prefix -}}
{{- if ne $prefix "northpost" -}}
{{- $_ := set $config "northpost.kafka.captures-topic-pattern" (printf "%s\\.captures\\..*" (replace "." "\\." $prefix)) -}}
{{- range list "references" "policies" "adjudications" "decisions" "dead-letters" -}}
{{- $_ := set $config (printf "northpost.kafka.%s-topic" .) (printf "%s.%s" $prefix .) -}}
{{- end -}}
{{- end -}}
{{- if .Values.elasticsearch.enabled -}}
{{- with .Values.elasticsearch.urls -}}{{- $_ := set $config "northpost.elasticsearch.urls" (join ";" .) -}}{{- end -}}
{{- $_ := set $config "northpost.elasticsearch.api-key-file" "/run/secrets/northpost/elasticsearch-api-key" -}}
{{- if .Values.elasticsearch.caSecret.name -}}
{{- $_ := set $config "northpost.elasticsearch.ca-file" "/run/secrets/northpost/elasticsearch-ca.crt" -}}
{{- end -}}
{{- else -}}
{{- range $key, $value := $config -}}
{{- if hasPrefix "northpost.elasticsearch." $key -}}{{- $_ := unset $config $key -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- with .Values.storage.checkpoints -}}{{- $_ := set $config "execution.checkpointing.dir" . -}}{{- end -}}
{{- with .Values.storage.savepoints -}}{{- $_ := set $config "execution.checkpointing.savepoint-dir" . -}}{{- end -}}
{{- range $key, $value := $config -}}
{{- if hasPrefix "high-availability." $key -}}{{- $_ := unset $config $key -}}{{- end -}}
{{- end -}}
{{- $_ := set $config "high-availability.type" "kubernetes" -}}
{{/* A task manager that stands by helps only as soon as the lost one is missed: Flink's 50 s would be
longer than Kubernetes takes. Ten are above any pause of a collection on these heaps; natives load
outside the thread that answers. */}}
{{- if not (hasKey $config "heartbeat.interval") -}}{{- $_ := set $config "heartbeat.interval" "2 s" -}}{{- end -}}
{{- if not (hasKey $config "heartbeat.timeout") -}}{{- $_ := set $config "heartbeat.timeout" "10 s" -}}{{- end -}}
{{- $_ := set $config "slotmanager.redundant-taskmanager-num" (include "northpost.scalar" .Values.taskManager.redundant) -}}
{{- $_ := set $config "kubernetes.taskmanager.service-account" (include "northpost.taskManagerAccount" .) -}}
{{/* Deleting a FlinkDeployment deletes what high availability knows of its checkpoints. */}}
{{- $_ := set $config "kubernetes.operator.job.savepoint-on-deletion" "true" -}}
{{/* Off, and said: the operator would put back the old specification by itself, and the release would
say one version while another runs, on state that the newer one may have written already. Whoever
upgrades sees it fail and chooses (docs/operating.md). */}}
{{- $_ := set $config "kubernetes.operator.deployment.rollback.enabled" "false" -}}
{{- $beside := printf "%s/ha" (get $config "execution.checkpointing.dir" | trimSuffix "/") -}}
{{- $_ := set $config "high-availability.storageDir" (default $beside .Values.storage.highAvailability) -}}
{{- with .Values.taskManager.slots -}}{{- $_ := set $config "taskmanager.numberOfTaskSlots" (include "northpost.scalar" .) -}}{{- end -}}
{{- with .Values.taskManager.memory -}}{{- $_ := set $config "taskmanager.memory.process.size" . -}}{{- end -}}
{{- with .Values.jobManager.memory -}}{{- $_ := set $config "jobmanager.memory.process.size" . -}}{{- end -}}
{{- with .Values.job.parallelism -}}{{- $_ := set $config "parallelism.default" (include "northpost.scalar" .) -}}{{- end -}}
{{- if .Values.internalTls.enabled -}}
{{- range $key, $value := dict "enabled" "true" "keystore" "/run/secrets/northpost-tls/keystore.p12" "truststore" "/run/secrets/northpost-tls/truststore.p12" -}}
{{- $_ := set $config (printf "security.ssl.internal.%s" $key) $value -}}
{{- end -}}
{{- $_ := set $config "kubernetes.entry.path" "/opt/northpost/start/with-internal-tls.sh" -}}
{{- end -}}
{{- with .Values.taskManager.gpus -}}
{{- $_ := set $config "external-resources" "gpu" -}}
{{- $_ := set $config "external-resource.gpu.amount" (include "northpost.scalar" .) -}}
{{- $_ := set $config "external-resource.gpu.kubernetes.config-key" "nvidia.com/gpu" -}}
{{- $_ := set $config "northpost.models.device" "cuda" -}}
{{- end -}}
{{- range $key, $value := .Values.configuration -}}
{{- include "northpost.noSecret" (dict "key" $key "value" $value) -}}
{{- $_ := set $config $key (include "northpost.scalar" $value) -}}
{{- end -}}
{{- range $key, $value := $config -}}
{{- if hasPrefix "northpost.kafka.properties." $key -}}
{{- include "northpost.noKafkaSecret" (dict "where" $key "name" (trimPrefix "northpost.kafka.properties." $key) "value" $value) -}}
{{- end -}}
{{- end -}}
{{- if and (hasPrefix "cuda" (get $config "northpost.models.device" | default "cpu")) (not (get $config "external-resource.gpu.amount")) -}}
{{- fail (printf "taskManager.gpus: got 0, expected 1 or more for northpost.models.device %s" (get $config "northpost.models.device")) -}}
{{- end -}}
{{- include "northpost.shares" $config -}}
{{- toYaml $config -}}
{{- end -}}

{{/*
Refuses a key of `configuration` that holds a secret, which would stand in clear in ConfigMaps: by the
words that Flink hides, unless it names where the secret is or is no text. Takes key and value.
*/}}
{{- define "northpost.noSecret" -}}
{{- if not (or (hasPrefix "northpost.kafka.properties." .key) (regexMatch "(?i)([.-](file|files|path|location|dir|directory|enabled|type|url|urls|class|provider|providers|interval|ratio|name)$|^kubernetes[.]secrets$)" .key)) -}}
{{- $secret := regexMatch "(?i)(secret|passw|passphrase|credential|api-?key|access-?key|account[.]key|private[.-]?key|service-key|jaas)" .key -}}
{{/* Of these some are limits and times. */}}
{{- $perhaps := and (regexMatch "(?i)(token|auth-params|basic-auth|http-headers)" .key) (kindIs "string" .value) (not (regexMatch "^(true|false|[0-9.]+|[0-9.]+ ?[a-z]{1,7})$" (.value | toString))) -}}
{{- if and (or $secret $perhaps) (not (kindIs "bool" .value)) (ne (.value | toString) "") -}}
{{- fail (printf "configuration.%s: got a secret written out (not shown), expected one of the values that name a Secret: kafka.secret, elasticsearch.apiKeySecret, storage.secret, internalTls.secret" .key) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
Refuses a property of Kafka's client with a secret written out: every option of a JAAS line that is
not known to be none, and every property named like one. Not by the schema of the values, whose
message would show the secret. Takes where, name and value.
*/}}
{{- define "northpost.noKafkaSecret" -}}
{{- $reference := "[$][{](file:/run/secrets/northpost-kafka/[^}:]+|dir:/run/secrets/northpost-kafka):[^}]+[}]" -}}
{{- $where := .where -}}
{{- if hasSuffix "sasl.jaas.config" .name -}}
{{- $module := "(?i)^\\s*[A-Za-z0-9_.$]+\\s+(required|requisite|sufficient|optional)\\b" -}}
{{- $option := "[^\\s=;\"]+\\s*=\\s*(\"[^\"]*\"|[^\\s;\"]+)" -}}
{{- $rest := regexReplaceAll $option (regexReplaceAll $module (.value | toString) "") "" -}}
{{- if not (and (regexMatch $module (.value | toString)) (regexMatch "^[\\s;]*$" $rest)) -}}
{{- fail (printf "%s: got something else (not shown), expected one login module with options: MODULE required NAME=VALUE ...;" $where) -}}
{{- end -}}
{{- range $each := regexFindAll $option (regexReplaceAll $module (.value | toString) "") -1 -}}
{{- $name := regexFind "^[^\\s=]+" $each -}}
{{- $known := regexMatch "(?i)^(username|tokenauth|serviceName|principal|keyTab|useKeyTab|storeKey|useTicketCache|ticketCache|renewTGT|doNotPrompt|refreshKrb5Config|isInitiator|debug|useFirstPass|tryFirstPass|storePass|clearPass|clientId|scope|extension_(logicalCluster|identityPoolId)|ssl[.]protocol|ssl[.](truststore|keystore)[.](location|type)|aws(RoleArn|RoleSessionName|StsRegion|ProfileName|DebugCreds))$" $name -}}
{{- if not (or $known (regexMatch (printf "^[^\\s=]+\\s*=\\s*\"?%s\"?$" $reference) $each)) -}}
{{- fail (printf "%s: got %s written out (not shown), expected ${file:/run/secrets/northpost-kafka/FILE:KEY} or ${dir:/run/secrets/northpost-kafka:KEY}" $where $name) -}}
{{- end -}}
{{- end -}}
{{- else if and (regexMatch "(?i)(secret|passw|passphrase|token|credential|ssl[.]keystore[.]key$|private[.-]?key|jaas)" .name) (not (regexMatch "(?i)[.](url|location|file|path|type|class|name|ms|seconds|algorithm|provider|client[.]id|scope)$" .name)) (not (regexMatch (printf "^%s$" $reference) (.value | toString))) -}}
{{- fail (printf "%s: got a secret written out (not shown), expected ${file:/run/secrets/northpost-kafka/FILE:KEY} or ${dir:/run/secrets/northpost-kafka:KEY}" $where) -}}
{{- end -}}
{{- end -}}

{{/* Properties that let Kafka's client read references to files; takes properties, as a map. */}}
{{- define "northpost.kafkaProviders" -}}
{{- $providers := list -}}
{{- $text := toJson . -}}
{{- if contains "${file:" $text -}}{{- $providers = append $providers "file" -}}{{- end -}}
{{- if contains "${dir:" $text -}}{{- $providers = append $providers "dir" -}}{{- end -}}
{{- join "," $providers -}}
{{- end -}}

{{/*
Text of a file of Java's properties, as a name or a value: backslashes, the ends of lines and what
is not ASCII are escaped, and a value's first space.
*/}}
{{- define "northpost.javaProperty" -}}
{{- regexReplaceAll "^ " (printf "%+q" . | trimPrefix "\"" | trimSuffix "\"") "\\ " -}}
{{- end -}}

{{/* A size in mebibytes, of Mi or Gi. */}}
{{- define "northpost.mebibytes" -}}
{{- if hasSuffix "Gi" . -}}{{ mul (trimSuffix "Gi" . | int) 1024 }}{{- else -}}{{ trimSuffix "Mi" . }}{{- end -}}
{{- end -}}

{{/* Refuses a parallelism that the job would refuse: it must divide the shards of the gallery. */}}
{{- define "northpost.shares" -}}
{{- $parallelism := get . "parallelism.default" | int -}}
{{- $shards := get . "northpost.gallery.shards" | default "12" | int -}}
{{- if lt $parallelism 1 -}}
{{- fail (printf "job.parallelism (parallelism.default): got %s, expected a whole number, 1 or more" (get . "parallelism.default")) -}}
{{- end -}}
{{- if and (ne (mod $shards $parallelism) 0) (ne (get . "northpost.gallery.uneven-shares") "true") -}}
{{- $divisors := list -}}
{{- range $each := untilStep 1 (add1 $shards | int) 1 -}}
{{- if eq (mod $shards $each) 0 -}}{{- $divisors = append $divisors (toString $each) -}}{{- end -}}
{{- end -}}
{{- fail (printf "job.parallelism (parallelism.default): got %d, which does not divide northpost.gallery.shards, %d; expected one of %s, or northpost.gallery.uneven-shares: true in configuration" $parallelism $shards (join ", " $divisors)) -}}
{{- end -}}
{{- end -}}

{{/*
A value as YAML, as it is where YAML reads back the same: flags, and numbers as one writes them. All
else is in quotes, 0012 and 1.10 as well, and each property of Kafka's client, which is text.
*/}}
{{- define "northpost.plain" -}}
{{- $number := regexMatch "^(true|false|-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?)$" .value -}}
{{- if and $number (not (hasPrefix "northpost.kafka.properties." .key)) -}}{{ .value }}{{- else -}}{{ .value | quote }}{{- end -}}
{{- end -}}

{{/* What the pods of the job and those of the set-up may do: nothing they need not. */}}
{{- define "northpost.podSecurity" -}}
runAsNonRoot: true
runAsUser: 9999
runAsGroup: 9999
fsGroup: 9999
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "northpost.containerSecurity" -}}
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Secrets of Elasticsearch as files in one folder; takes root and the secret of the API key. */}}
{{- define "northpost.elasticsearchVolume" -}}
name: secrets
projected:
  defaultMode: 0440
  sources:
    - secret:
        name: {{ .apiKey.name }}
        items:
          - key: {{ .apiKey.key }}
            path: elasticsearch-api-key
    {{- with .root.Values.elasticsearch.caSecret }}
    {{- if .name }}
    - secret:
        name: {{ .name }}
        items:
          - key: {{ .key }}
            path: elasticsearch-ca.crt
    {{- end }}
    {{- end }}
{{- end -}}

{{/* One rule of egress; takes its name, and ports, peers, or that it is to anywhere; and protocols. */}}
{{- define "northpost.egress" -}}
{{- if and .rule.to .rule.anywhere -}}{{- fail (printf "networkPolicy.%s: got peers in `to` and anywhere: true, expected one of the two" .name) -}}{{- end -}}
{{- if not (or .rule.to .rule.anywhere) -}}{{- fail (printf "networkPolicy.%s.to: got nothing, expected the peers to connect to, or networkPolicy.%s.anywhere: true" .name .name) -}}{{- end -}}
- ports:
    {{- range $port := .rule.ports }}
    {{- range $protocol := $.protocols | default (list "TCP") }}
    - protocol: {{ $protocol }}
      port: {{ $port }}
    {{- end }}
    {{- end }}
  {{- with .rule.to }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{- define "northpost.dns" -}}
{{- include "northpost.egress" (dict "name" "dns" "rule" .Values.networkPolicy.dns "protocols" (list "UDP" "TCP")) -}}
{{- end -}}

{{/* What the pods of the set-up have in common; they never speak to Kubernetes. */}}
{{- define "northpost.setupPod" -}}
restartPolicy: Never
automountServiceAccountToken: false
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  {{- include "northpost.podSecurity" . | nindent 2 }}
{{- with .Values.pods.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.pods.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "northpost.setupContainer" -}}
image: {{ include "northpost.image" . | quote }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
command: [/opt/northpost/bin/northpost]
securityContext:
  {{- include "northpost.containerSecurity" . | nindent 2 }}
  readOnlyRootFilesystem: true
resources:
  requests:
    cpu: 100m
    memory: 384Mi
  limits:
    memory: 384Mi
{{- end -}}
