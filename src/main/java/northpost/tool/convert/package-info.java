/**
 * Turns the published TensorFlow.js weights of the four face networks into ONNX files, without a
 * TensorFlow, ONNX or protobuf library. Depends on nothing else of Northpost.
 */
package northpost.tool.convert;
