package northpost.upgrade;

import com.github.javaparser.StaticJavaParser;
import com.github.javaparser.ast.Modifier;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.NodeList;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.ConstructorDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.RecordDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.IntegerLiteralExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.ObjectCreationExpr;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.BlockStmt;
import com.github.javaparser.ast.stmt.ExplicitConstructorInvocationStmt;
import com.github.javaparser.ast.stmt.ReturnStmt;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import com.github.javaparser.ast.type.Type;
import java.util.List;
import java.util.Optional;

/**
 * A field more in the source of a record, and in the source of what writes and reads it, as a later
 * version would have it: a text, null where an earlier version wrote the record.
 *
 * <p>Who makes a record as before gives the field a text that names the type. So what the later
 * version writes into state holds the field, and it can be found there.
 */
final class AddedField {
  private static final String NAME = "addedLater";

  /** After all others in the alphabet. */
  private static final String LAST_NAME = "zzAddedLater";

  private AddedField() {}

  /**
   * The field's name in a record. Where the components are in the order of the alphabet, Flink
   * reads the record without a field only where that comes after them (docs/state.md); in all
   * others its place is of no matter, so there it comes first.
   */
  static String nameIn(List<String> components) {
    return components.equals(components.stream().sorted().toList()) ? LAST_NAME : NAME;
  }

  /** The field's value in a record of a type, which is all ASCII. */
  static String valueIn(String type) {
    return "<added to " + type + ">";
  }

  /**
   * Adds the field as the last component, and a constructor with the components of before, by which
   * the rest of the code goes on making the record.
   *
   * @return the field's name
   */
  static String addToRecord(RecordDeclaration record) {
    NodeList<Parameter> components = record.getParameters();
    String name = nameIn(components.stream().map(Parameter::getNameAsString).toList());
    NodeList<Parameter> before = new NodeList<>();
    NodeList<Expression> arguments = new NodeList<>();
    for (Parameter component : components) {
      before.add(new Parameter(component.getType().clone(), component.getNameAsString()));
      arguments.add(new NameExpr(component.getNameAsString()));
    }
    arguments.add(new StringLiteralExpr(valueIn(record.getNameAsString())));
    for (ConstructorDeclaration constructor : record.getConstructors()) {
      if (types(constructor.getParameters()).equals(types(before))) {
        constructor.addParameter(text(), name);
        constructor.getBody().addStatement("this." + name + " = " + name + ";");
      }
    }
    components.add(new Parameter(text(), name));
    record
        .addConstructor(Modifier.Keyword.PUBLIC)
        .setParameters(before)
        .setBody(
            new BlockStmt(
                NodeList.nodeList(
                    new ExplicitConstructorInvocationStmt(null, true, null, arguments))));
    return name;
  }

  private static List<String> types(NodeList<Parameter> parameters) {
    return parameters.stream().map(Parameter::getTypeAsString).toList();
  }

  private static Type text() {
    return new ClassOrInterfaceType(null, "String");
  }

  /**
   * Writes the field after all others, and reads it where the record was written in this version or
   * a later one.
   *
   * @param name the field's
   * @param version the first that has the field
   */
  static void addToLayout(ClassOrInterfaceDeclaration layout, String name, int version) {
    String type = typeOfLayout(layout).orElseThrow();
    MethodDeclaration write = method(layout, "write", 2);
    write
        .getBody()
        .orElseThrow()
        .addStatement(parameter(write, 1) + ".string(" + parameter(write, 0) + "." + name + "());");
    MethodDeclaration read = method(layout, "read", 1);
    String in = parameter(read, 0);
    made(read, type)
        .orElseThrow(() -> unlike(read, "return new " + type + "(...)"))
        .addArgument(in + ".version() < " + version + " ? null : " + in + ".string()");
  }

  /** The record that a class is a layout of; empty where it is none. */
  static Optional<String> typeOfLayout(ClassOrInterfaceDeclaration type) {
    return type.getImplementedTypes().stream()
        .filter(implemented -> implemented.getNameAsString().equals("Layout"))
        .flatMap(implemented -> implemented.getTypeArguments().stream())
        .map(arguments -> arguments.get(0).asString())
        .findFirst();
  }

  /**
   * Writes the field after all others, and reads it where something is left of the record.
   *
   * @param serializer writes the number of a format (1 byte), the size of the rest (4) and the rest
   * @param type the record that it is of
   * @param name the field's
   */
  static void addToSerializer(ClassOrInterfaceDeclaration serializer, String type, String name) {
    MethodDeclaration serialize = method(serializer, "serialize", 2);
    MethodDeclaration before = serialize.clone();
    before.setName(serialize.getNameAsString() + "AsBefore").setAnnotations(new NodeList<>());
    serializer.addMember(before);
    String record = parameter(serialize, 0);
    String target = parameter(serialize, 1);
    serialize.setBody(
        StaticJavaParser.parseBlock(
            """
            {
              var whole = new org.apache.flink.core.memory.DataOutputSerializer(1024);
              %s(%s, whole);
              org.apache.flink.types.StringValue.writeString(%s.%s(), whole);
              whole.writeIntUnsafe(whole.length() - 5, 1);
              %s.write(whole.getSharedBuffer(), 0, whole.length());
            }
            """
                .formatted(before.getNameAsString(), record, record, name, target)));
    MethodDeclaration read =
        serializer.getMethods().stream()
            .filter(method -> method.getParameters().size() > 0)
            .filter(method -> method.getParameter(0).getTypeAsString().startsWith("DataInput"))
            .filter(method -> made(method, type).isPresent())
            .findFirst()
            .orElseThrow(() -> unlike(serializer, "a method that returns new " + type + "(...)"));
    String in = parameter(read, 0);
    made(read, type)
        .orElseThrow()
        .addArgument(
            in
                + ".available() > 0 ? org.apache.flink.types.StringValue.readString("
                + in
                + ") : null");
  }

  /**
   * Raises a version by one.
   *
   * @return the new one
   */
  static int raise(ClassOrInterfaceDeclaration type, String constant) {
    VariableDeclarator version =
        type.getFieldByName(constant)
            .orElseThrow(() -> unlike(type, "a constant " + constant))
            .getVariable(0);
    int raised =
        version
                .getInitializer()
                .filter(IntegerLiteralExpr.class::isInstance)
                .orElseThrow(() -> unlike(version, constant + " = number"))
                .asIntegerLiteralExpr()
                .asNumber()
                .intValue()
            + 1;
    version.setInitializer(String.valueOf(raised));
    return raised;
  }

  private static Optional<ObjectCreationExpr> made(MethodDeclaration method, String type) {
    return method.findAll(ReturnStmt.class).stream()
        .flatMap(statement -> statement.getExpression().stream())
        .filter(ObjectCreationExpr.class::isInstance)
        .map(Expression::asObjectCreationExpr)
        .filter(made -> made.getTypeAsString().equals(type))
        .findFirst();
  }

  private static MethodDeclaration method(
      ClassOrInterfaceDeclaration type, String name, int parameters) {
    return type.getMethodsByName(name).stream()
        .filter(method -> method.getParameters().size() == parameters)
        .findFirst()
        .orElseThrow(() -> unlike(type, "a method " + name));
  }

  private static String parameter(MethodDeclaration method, int index) {
    return method.getParameter(index).getNameAsString();
  }

  private static IllegalStateException unlike(Node node, String expected) {
    return new IllegalStateException("expected " + expected + ", got\n" + node);
  }
}
