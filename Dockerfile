# syntax=docker/dockerfile:1
# The image of a deployment. `mvn package` assembles target/image, which is all that is copied:
#
#   docker build -f Dockerfile -t northpost:0.1.0 target/image
#
# RocksDB, the Prometheus reporter and the file systems are those of Flink's distribution.
ARG FLINK=flink:2.3.0-java17
FROM ${FLINK}

# S3 for checkpoints and savepoints, by the plugin that the distribution carries.
RUN mkdir -p /opt/flink/plugins/s3-fs-presto \
 && cp /opt/flink/opt/flink-s3-fs-presto-*.jar /opt/flink/plugins/s3-fs-presto/

# Natives load once for each JVM, so their jars stand in lib/ and not in the job jar.
COPY lib/ /opt/flink/lib/
COPY models/ /opt/northpost/models/
COPY licenses/ /opt/northpost/licenses/
COPY bin/ /opt/northpost/bin/
# The operator mounts the chart's in its place.
COPY conf/ /opt/flink/conf/
COPY usrlib/ /opt/flink/usrlib/

# Where the libraries unpack their natives, beside java.io.tmpdir.
ENV DJL_CACHE_DIR=/tmp/djl

# flink, by number: Kubernetes can only tell a number from root.
USER 9999:9999
