"""The benchmark's job in PyTorch, on one thread: nn.RNN, nn.LSTM or nn.GRU over one-hot tokens, a Linear read-out, mean cross-entropy,
clip_grad_norm_, one Adam step. Reads one request a line from standard input and answers one line each, both JSON.

Ours has one bias where PyTorch has two: the second stays at zero and untrained (GRU: but for its candidate's part, our v_h).
"""
import base64
import json
import os
import resource
import sys
import time

import numpy as np
import torch
from torch.nn import functional as F

torch.set_num_threads(1)


def tensor(text, *shape):
    return torch.from_numpy(np.frombuffer(base64.b64decode(text), dtype=np.float32).copy()).reshape(*shape)


def tokens(text, *shape):
    return torch.from_numpy(np.frombuffer(base64.b64decode(text), dtype=np.int32).astype(np.int64)).reshape(*shape)


class Runner:
    def __init__(self, job):
        self.K = K = job["vocabulary"]
        H, T, B = job["hiddens"], job["steps"], job["batch"]
        kind = {"rnn": torch.nn.RNN, "lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[job["cell"]]
        self.net, self.read = kind(K, H), torch.nn.Linear(H, K)
        wide = job["gates"] * H
        with torch.no_grad():
            self.net.weight_ih_l0.copy_(tensor(job["U"], K, wide).T)
            self.net.weight_hh_l0.copy_(tensor(job["W"], H, wide).T)
            self.net.bias_ih_l0.copy_(tensor(job["b"], wide))
            self.net.bias_hh_l0.zero_()
            self.read.weight.copy_(tensor(job["V"], H, K).T)
            self.read.bias.copy_(tensor(job["c"], K))
            if job["cell"] == "gru":
                self.net.bias_hh_l0[2 * H :] = tensor(job["v"], H)
        if job["cell"] == "gru":
            mask = torch.zeros(wide)
            mask[2 * H :] = 1
            self.net.bias_hh_l0.register_hook(lambda g: g * mask)
        else:
            self.net.bias_hh_l0.requires_grad_(False)
        self.batches = [(tokens(b["inputs"], T, B), tokens(b["targets"], T, B)) for b in job["batches"]]
        self.trained = [p for p in [*self.net.parameters(), *self.read.parameters()] if p.requires_grad]
        adam = job["optimizer"]
        options = dict(lr=adam["alpha"], betas=(adam["beta1"], adam["beta2"]), eps=adam["epsilon"])
        self.optimizer = torch.optim.Adam(self.trained, **options)
        self.clip, self.n = job["clip"], 0

    def step(self):
        x, y = self.batches[self.n % len(self.batches)]
        self.n += 1
        self.optimizer.zero_grad(set_to_none=True)
        out, _ = self.net(F.one_hot(x, self.K).float())
        loss = F.cross_entropy(self.read(out).flatten(0, 1), y.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained, self.clip)
        self.optimizer.step()
        return loss.item()


def kilobytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def answer(state, request):
    command = request["command"]
    if command == "about":
        return {"version": torch.__version__, "threads": torch.get_num_threads()}
    if command == "start":
        state["before"] = kilobytes()
        begin = time.perf_counter()
        state["now"] = Runner(request["job"])
        loss = state["now"].step()
        return {"loss": loss, "ms": (time.perf_counter() - begin) * 1000}
    if command == "end":
        return None
    runner = state["now"]
    if command == "losses":
        end = time.perf_counter() + request["limitMs"] / 1000
        losses = []
        while len(losses) < request["count"] and time.perf_counter() < end:
            losses.append(runner.step())
        return losses
    if command == "run":
        begin, busy, steps, ms = time.perf_counter(), time.process_time(), 0, 0.0
        while steps == 0 or ms < request["windowMs"]:
            runner.step()
            steps += 1
            ms = (time.perf_counter() - begin) * 1000
        return {"ms": ms, "steps": steps, "busyMs": (time.process_time() - busy) * 1000}
    if command == "memory":
        return {"held": (kilobytes() - state["before"]) * 1024, "wasm": None}
    raise ValueError("no command " + command)


def respond(state, request):
    try:
        reply = {"answer": answer(state, request)}
    except Exception as error:  # said to the one who asked, who decides
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)


def requests():
    # readline: unlike iteration it reads nothing ahead, which a forked process would miss
    while line := sys.stdin.readline():
        yield json.loads(line)


def main():
    for request in requests():
        if request["command"] != "start":
            respond({}, request)
        elif os.fork():
            os.wait()
        else:
            # a process for each job, forked from this one: its memory is its own, and torch is imported once
            state = {}
            respond(state, request)
            for later in requests():
                respond(state, later)
                if later["command"] == "end":
                    break
            os._exit(0)


main()
