// With the library's softmax, which is shifted already.
const { o, y } = inputs;
const yHat = softmax(o);
const do_ = copy(yHat);
do_[y] -= 1;
return { yHat, L: Math.log(1 / yHat[y]), do_ };
