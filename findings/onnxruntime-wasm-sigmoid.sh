#!/usr/bin/env bash
# onnxruntime-web 1.30.0, WebAssembly: Sigmoid loses all precision far below zero. It
# is the quotient of two polynomials plus a half, which leaves steps of 2^-25: at
# -16 it is half of what it should be, and from -18 on it is 0, though float32 holds
# numbers down to 1e-45. So -log(sigmoid(x)), the loss of a classifier or of a
# discriminator that is sure and wrong, is infinite at -18 instead of 18, and its
# gradient, -1 at all these places, is NaN: 0 / 0. 1 / (1 + exp(-x)), put together
# from other operators, is right, and so is Softplus(-x), which is the same loss.
# Needs: Node.js 20 or newer with npm.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . \
  onnxruntime-web@1.30.0 onnx-proto@8.0.1
cat >try.mjs <<'JS'
import onnxProto from "onnx-proto";
import * as ort from "onnxruntime-web";
const { onnx } = onnxProto;
const numbers = [-8, -12, -16, -17, -18, -30];
const value = (name, count) => ({
  name,
  type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: count }] } } },
});
const node = (opType, input, output) => ({ opType, input, output: [output] });
const outputs = ["sigmoid", "quotient", "loss", "gradient", "softplus"];
const model = onnx.ModelProto.encode({
  irVersion: 8,
  opsetImport: [{ domain: "", version: 17 }],
  graph: {
    name: "sigmoid",
    node: [
      node("Sigmoid", ["x"], "sigmoid"),
      node("Neg", ["x"], "negative"),
      node("Exp", ["negative"], "power"),
      node("Add", ["power", "one"], "sum"),
      node("Div", ["one", "sum"], "quotient"),
      node("Log", ["sigmoid"], "log"),
      node("Neg", ["log"], "loss"),
      node("Sub", ["sigmoid", "one"], "rest"),
      node("Mul", ["sigmoid", "rest"], "slope"),
      node("Div", ["slope", "sigmoid"], "gradient"),
      node("Softplus", ["negative"], "softplus"),
    ],
    input: [value("x", numbers.length)],
    initializer: [{ name: "one", dataType: 1, dims: [1], floatData: [1] }],
    output: outputs.map((name) => value(name, numbers.length)),
  },
}).finish();
const session = await ort.InferenceSession.create(model);
const results = await session.run({ x: new ort.Tensor("float32", numbers) });
numbers.forEach((number, i) => {
  const [sigmoid, quotient, loss, gradient, softplus] = outputs.map(
    (name) => results[name].data[i],
  );
  console.log(
    `${number}: Sigmoid ${sigmoid.toExponential(1)}, quotient ` +
      `${quotient.toExponential(1)}; loss ${loss.toFixed(1)}, gradient ` +
      `${gradient.toFixed(1)}, Softplus ${softplus.toFixed(1)}`,
  );
});
process.exit();
JS
seen=$(node try.mjs)
echo "$seen"
[[ $seen == "-8: Sigmoid 3.4e-4, quotient 3.4e-4; loss 8.0, gradient -1.0, Softplus 8.0
-12: Sigmoid 6.0e-6, quotient 6.1e-6; loss 12.0, gradient -1.0, Softplus 12.0
-16: Sigmoid 6.0e-8, quotient 1.1e-7; loss 16.6, gradient -1.0, Softplus 16.0
-17: Sigmoid 3.0e-8, quotient 4.1e-8; loss 17.3, gradient -1.0, Softplus 17.0
-18: Sigmoid 0.0e+0, quotient 1.5e-8; loss Infinity, gradient NaN, Softplus 18.0
-30: Sigmoid 0.0e+0, quotient 9.4e-14; loss Infinity, gradient NaN, Softplus 30.0" ]]
