"""Loads checkpoints of the book into PyTorch and prints the logits of a sequence as JSON, [files][steps][outputs]; of a network that reads
its outputs once, at the end, [files][1][outputs].

    python3 load_safetensors.py weights.safetensors --tokens 3 1 4 1 5
    python3 load_safetensors.py weights.safetensors --text "hickory"
    python3 load_safetensors.py waves.safetensors --numbers 0.5 -1.25 0.75

Needs torch and nothing else: the file format is read by hand. Eight bytes give the length of a JSON header (little-endian),
then come the header and the numbers of all tensors. https://github.com/huggingface/safetensors#format
"""
import argparse
import json
import struct
import sys

import torch

TYPES = {"F32": torch.float32, "F64": torch.float64}


def read_safetensors(path):
    """Tensors by name, and the metadata."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    metadata = header.pop("__metadata__", {})
    body = bytearray(data[8 + length :])
    tensors = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(body[start:end], dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, metadata


class Network(torch.nn.Module):
    """What the metadata of a checkpoint say: embedding (or one-hot, or numbers as they are), recurrent layers, read-out."""

    def __init__(self, metadata):
        super().__init__()
        # of version 1: one layer, forward, over one-hot characters
        self.characters = json.loads(metadata.get("characters", "[]"))
        self.input = metadata.get("input", "one-hot")
        self.width = int(metadata.get("inputs", len(self.characters)))
        self.hiddens = int(metadata["hiddens"])
        self.directions = metadata.get("directions", "forward")
        self.once = metadata.get("readout", "every-step") == "last-step"
        kind = dict(num_layers=int(metadata.get("layers", 1)), bidirectional=self.directions != "forward")
        if metadata["cell"] == "rnn":
            self.layers = torch.nn.RNN(self.width, self.hiddens, nonlinearity=metadata["nonlinearity"], **kind)
        else:
            self.layers = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[metadata["cell"]](self.width, self.hiddens, **kind)
        features = self.hiddens * (2 if self.directions == "concat" else 1)
        self.readout = torch.nn.Linear(features, int(metadata.get("outputs", len(self.characters))))
        self.embedding = None

    def load(self, tensors):
        """Every tensor of the file has its place, and every parameter its tensor: load_state_dict is strict."""
        if "embedding.weight" in tensors:
            self.embedding = torch.nn.Embedding(*tensors["embedding.weight"].shape)
        parts = {"embedding.": self.embedding, "readout.": self.readout}
        self.to(tensors["readout.weight"].dtype)
        for prefix, part in parts.items():
            if part is not None:
                part.load_state_dict({n[len(prefix) :]: t for n, t in tensors.items() if n.startswith(prefix)})
        self.layers.load_state_dict({n: t for n, t in tensors.items() if not n.startswith(tuple(parts))})
        return self

    def forward(self, sequence):
        """[steps, outputs] or [1, outputs], from a state of zeros. `sequence`: tokens, or numbers [steps · width]."""
        dtype = self.readout.weight.dtype
        if self.input == "dense":
            x = torch.tensor(sequence, dtype=dtype).reshape(-1, self.width)
        elif self.embedding is not None:
            x = self.embedding(torch.tensor(sequence))
        else:
            x = torch.nn.functional.one_hot(torch.tensor(sequence), self.width).to(dtype)
        h = self.layers(x[:, None, :])[0][:, 0, :]
        if self.once:  # forward at the last step; going back, the first is the last
            h = torch.cat([h[-1:, : self.hiddens], h[:1, self.hiddens :]], 1)
        if self.directions == "sum":
            h = h[:, : self.hiddens] + h[:, self.hiddens :]
        return self.readout(h)


def load(path):
    """A network with the file's weights."""
    tensors, metadata = read_safetensors(path)
    return Network(metadata).load(tensors)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tokens", type=int, nargs="+")
    parser.add_argument("--text")
    parser.add_argument("--numbers", type=float, nargs="+", help="for files that read numbers")
    given = parser.parse_args()
    results = []
    for path in given.files:
        network = load(path)
        tokens = given.tokens or [network.characters.index(c) for c in given.text or ""]
        with torch.no_grad():
            results.append(network(given.numbers if network.input == "dense" else tokens).tolist())
    json.dump(results, sys.stdout)
