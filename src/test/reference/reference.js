// Runs the original face-api networks on images made by a formula and writes their outputs.
// ModelParityTest makes the same images in Java. Usage: node reference.js OUTPUT.json
const fs = require('fs');
const path = require('path');
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');
const faceapi = require('@vladmandic/face-api/dist/face-api.node-wasm.js');

// Of long outputs only every n-th value is stored, beside the sums of all.
const FEW_VALUES = 1000;
const SAMPLE_EVERY = 37;

/** A uint8 RGB image: slanted gradients with noise of a linear congruential generator. */
function formulaImage(size) {
  const data = new Uint8Array(size * size * 3);
  let state = 20240229;
  let i = 0;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        const gradient = (x * (3 + c) + y * (5 - c)) % 256;
        data[i++] = ((gradient * 7) >>> 3) + (state >>> 27);
      }
    }
  }
  return tf.tensor3d(data, [size, size, 3], 'int32');
}

/** Every value where there are few; else a sample, with the sum of all. */
async function output(tensor) {
  const values = await tensor.data();
  const every = values.length > FEW_VALUES ? SAMPLE_EVERY : 1;
  const sample = [];
  for (let i = 0; i < values.length; i += every) sample.push(Number(values[i].toPrecision(9)));
  return {
    shape: tensor.shape,
    every,
    values: sample,
    sum: values.reduce((a, b) => a + b, 0),
    sumOfSquares: values.reduce((a, b) => a + b * b, 0),
  };
}

async function main() {
  const wasmDirectory = path.join(
    path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist', path.sep);
  wasm.setWasmPaths(wasmDirectory);
  await tf.setBackend('wasm');
  await tf.ready();
  const weights = path.join(
    path.dirname(require.resolve('@vladmandic/face-api/package.json')), 'model');
  const nets = faceapi.nets;
  for (const net of ['tinyFaceDetector', 'ssdMobilenetv1', 'faceLandmark68Net', 'faceRecognitionNet']) {
    await nets[net].loadFromDisk(weights);
  }

  const outputs = {};
  for (const size of [224, 416]) {
    const input = await faceapi.toNetInput(formulaImage(size));
    outputs['tiny_face_detector/' + size + '/grid'] =
      await output(nets.tinyFaceDetector.forwardInput(input, size));
  }
  const ssd = nets.ssdMobilenetv1.forwardInput(await faceapi.toNetInput(formulaImage(512)));
  outputs['ssd_mobilenetv1/512/boxes'] = await output(ssd.boxes[0]);
  outputs['ssd_mobilenetv1/512/scores'] = await output(ssd.scores[0]);
  outputs['face_landmark_68/112/landmarks'] =
    await output(nets.faceLandmark68Net.forwardInput(await faceapi.toNetInput(formulaImage(112))));
  outputs['face_recognition/150/descriptor'] =
    await output(nets.faceRecognitionNet.forwardInput(await faceapi.toNetInput(formulaImage(150))));

  fs.writeFileSync(process.argv[2], JSON.stringify({
    source: '@vladmandic/face-api 1.7.15 on @tensorflow/tfjs ' + tf.version_core + ', backend ' + tf.getBackend(),
    outputs,
  }, null, 1) + '\n');
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
