"""A LLaMA decoder of plain torch modules with random weights. Arguments: its config.json, f32|bf16|f16. For each line "threads prompt tokens"
on standard input prints [tokens per second of prefill, of decoding]."""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

config = json.loads(sys.argv[1])
dtype = {"f32": torch.float32, "bf16": torch.bfloat16, "f16": torch.float16}[sys.argv[2]]
torch.manual_seed(1)
torch.set_grad_enabled(False)
torch.set_default_dtype(dtype)
H, I, D = config["hidden_size"], config["intermediate_size"], config["head_dim"]
HEADS, KV = config["num_attention_heads"], config["num_key_value_heads"]
EPS, THETA = config["rms_norm_eps"], config["rope_theta"]


def linear(inputs, outputs):
    layer = nn.utils.skip_init(nn.Linear, inputs, outputs, bias=False)
    layer.weight.uniform_(-0.03, 0.03)
    return layer


def rotate(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.RMSNorm(H, EPS), nn.RMSNorm(H, EPS)
        self.qkv, self.out = linear(H, (HEADS + 2 * KV) * D), linear(HEADS * D, H)
        self.gate_up, self.down = linear(H, 2 * I), linear(I, H)

    def forward(self, x, cos, sin, keys, values, at):
        n = x.shape[0]
        q, k, v = self.qkv(self.norm1(x)).view(n, -1, D).transpose(0, 1).split((HEADS, KV, KV))
        keys[:, at:at + n], values[:, at:at + n] = rotate(k, cos, sin), v
        mixed = F.scaled_dot_product_attention(rotate(q, cos, sin)[None], keys[None, :, :at + n], values[None, :, :at + n], is_causal=n > 1, enable_gqa=HEADS != KV)
        x = x + self.out(mixed[0].transpose(0, 1).reshape(n, -1))
        gate, up = self.gate_up(self.norm2(x)).chunk(2, -1)
        return x + self.down(F.silu(gate) * up)


class Llama(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(config["vocab_size"], H)
        self.layers = nn.ModuleList(Layer() for _ in range(config["num_hidden_layers"]))
        self.norm, self.head = nn.RMSNorm(H, EPS), linear(H, config["vocab_size"])

    def forward(self, tokens, caches, at):
        x = self.embed(tokens)
        angles = torch.outer(torch.arange(at, at + len(tokens), dtype=torch.float32), THETA ** (-torch.arange(0, D, 2, dtype=torch.float32) / D))
        cos, sin = angles.cos().to(dtype), angles.sin().to(dtype)
        for layer, (keys, values) in zip(self.layers, caches):
            x = layer(x, cos, sin, keys, values, at)
        return self.head(self.norm(x[-1:]))

    def caches(self, positions):
        return [(torch.zeros(KV, positions, D), torch.zeros(KV, positions, D)) for _ in self.layers]


model = Llama().eval()


def rates(prompt, tokens):
    caches = model.caches(prompt)
    start = time.perf_counter()
    model(torch.zeros(prompt, dtype=torch.long), caches, 0)
    prefilled = time.perf_counter() - start
    caches = model.caches(tokens + 1)
    token = model(torch.zeros(1, dtype=torch.long), caches, 0).argmax(-1)
    start = time.perf_counter()
    for i in range(tokens):
        token = model(token, caches, i + 1).argmax(-1)
    return [prompt / prefilled, tokens / (time.perf_counter() - start)]


warm = False
for line in sys.stdin:
    threads, prompt, tokens = map(int, line.split())
    torch.set_num_threads(threads)
    if not warm:
        rates(prompt, min(tokens, 4))
        warm = True
    print(json.dumps(rates(prompt, tokens)), flush=True)
