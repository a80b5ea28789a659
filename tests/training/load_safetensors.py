"""Loads checkpoints of the book into PyTorch and prints the logits of a token sequence as JSON, [files][steps][characters].

    python3 load_safetensors.py weights.safetensors --tokens 3 1 4 1 5
    python3 load_safetensors.py weights.safetensors --text "hickory"

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


def load(path):
    """(recurrent layer, read-out, characters): torch.nn.RNN, LSTM or GRU, torch.nn.Linear and a list."""
    tensors, metadata = read_safetensors(path)
    characters = json.loads(metadata["characters"])
    sizes = (len(characters), int(metadata["hiddens"]))
    if metadata["cell"] == "rnn":
        layer = torch.nn.RNN(*sizes, nonlinearity=metadata["nonlinearity"])
    else:
        layer = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[metadata["cell"]](*sizes)
    readout = torch.nn.Linear(sizes[1], sizes[0])
    dtype = tensors["weight_ih_l0"].dtype
    layer.to(dtype).load_state_dict({n: t for n, t in tensors.items() if not n.startswith("readout.")})
    readout.to(dtype).load_state_dict({n[8:]: t for n, t in tensors.items() if n.startswith("readout.")})
    return layer, readout, characters


def logits(layer, readout, tokens):
    """[steps, characters], from a state of zeros."""
    x = torch.nn.functional.one_hot(torch.tensor(tokens), layer.input_size).to(readout.weight.dtype)
    with torch.no_grad():
        return readout(layer(x[:, None, :])[0])[:, 0, :]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--tokens", type=int, nargs="+")
    parser.add_argument("--text")
    given = parser.parse_args()
    results = []
    for path in given.files:
        layer, readout, characters = load(path)
        tokens = given.tokens or [characters.index(c) for c in given.text]
        results.append(logits(layer, readout, tokens).tolist())
    json.dump(results, sys.stdout)
