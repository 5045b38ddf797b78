"""A model of plain torch modules with random weights. Arguments: encode|contrast|clues, its config.json with what is fed to it as "shapes",
f32|bf16. For each line "threads steps" on standard input prints [images, or updates of the weights, per second]."""
import contextlib
import json
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

what, config, bf16 = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3] == "bf16"
torch.manual_seed(1)
shapes, eps = config["shapes"], 1e-5


def precision():
    return torch.autocast("cpu", torch.bfloat16) if bf16 else contextlib.nullcontext()


class ConvLayer(nn.Sequential):
    def __init__(self, n_in, n_out, kernel, stride, relu=True):
        layers = [nn.Conv2d(n_in, n_out, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(n_out)]
        super().__init__(*layers, *([nn.ReLU()] if relu else []))


class Residual(nn.Module):
    def __init__(self, n_in, n_out, stride, c):
        super().__init__()
        mid, early = n_out // 4, c.get("downsample_in_bottleneck", False)
        self.layers = nn.Sequential(
            ConvLayer(n_in, mid, 1, stride if early else 1), ConvLayer(mid, mid, 3, 1 if early else stride), ConvLayer(mid, n_out, 1, 1, False)
        ) if c.get("layer_type", "bottleneck") == "bottleneck" else nn.Sequential(ConvLayer(n_in, n_out, 3, stride), ConvLayer(n_out, n_out, 3, 1, False))
        self.shortcut = ConvLayer(n_in, n_out, 1, stride, False) if n_in != n_out or stride != 1 else nn.Identity()

    def forward(self, x):
        return F.relu(self.layers(x) + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, c):
        super().__init__()
        n, layers = c["embedding_size"], []
        self.stem = nn.Sequential(ConvLayer(c["num_channels"], n, 7, 2), nn.MaxPool2d(3, 2, 1))
        for i, (width, depth) in enumerate(zip(c["hidden_sizes"], c["depths"])):
            for j in range(depth):
                layers.append(Residual(n, width, 2 if j == 0 and (i > 0 or c.get("downsample_in_first_stage", False)) else 1, c))
                n = width
        self.layers, self.width = nn.Sequential(*layers), n

    def forward(self, pixels):
        return self.layers(self.stem(pixels)).flatten(2).transpose(1, 2)


class Attention(nn.Module):
    def __init__(self, width, heads, kv=None, bias=True):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.out = (nn.Linear(width, width, bias) for _ in range(4))

    def forward(self, x, keys, mask=None):
        q, k, v = (f(y).unflatten(-1, (self.heads, -1)).transpose(1, 2) for f, y in ((self.q, x), (self.k, keys), (self.v, keys)))
        return self.out(F.scaled_dot_product_attention(q, k, v, mask).transpose(1, 2).flatten(2))


def mlp(width, inner):
    return nn.Sequential(nn.Linear(width, inner), nn.GELU(), nn.Linear(inner, width))


class SwinBlock(nn.Module):
    def __init__(self, width, heads, side, window, shifted, ratio):
        super().__init__()
        self.norm1, self.norm2, self.mlp = nn.LayerNorm(width, eps), nn.LayerNorm(width, eps), mlp(width, int(ratio * width))
        self.attention, self.w = Attention(width, heads), min(window, side)
        self.shift = window // 2 if shifted and side > window else 0
        at = torch.stack(torch.meshgrid(torch.arange(self.w), torch.arange(self.w), indexing="ij")).flatten(1)
        rows, columns = at[:, :, None] - at[:, None] + window - 1
        self.table, self.index = nn.Parameter(0.02 * torch.randn((2 * window - 1) ** 2, heads)), rows * (2 * window - 1) + columns
        edge = torch.zeros(side, dtype=torch.long)
        if self.shift:
            edge[-self.w:], edge[-self.shift:] = 1, 2
        regions = self.cut((3 * edge[:, None] + edge)[None, :, :, None]).squeeze(2)
        self.apart = (regions[:, None, :] != regions[:, :, None]).float()[:, None] * -100

    def cut(self, x):
        n, rows, columns, c = x.shape
        return x.view(n, rows // self.w, self.w, columns // self.w, self.w, c).transpose(2, 3).reshape(-1, self.w ** 2, c)

    def forward(self, x):
        n, side, _, c = x.shape
        y = self.cut(self.norm1(x).roll((-self.shift, -self.shift), (1, 2)) if self.shift else self.norm1(x))
        mask = self.table[self.index.flatten()].view(self.w ** 2, self.w ** 2, -1).permute(2, 0, 1)[None]
        y = self.attention(y, y, (mask + self.apart).repeat(n, 1, 1, 1) if self.shift else mask)
        y = y.view(n, side // self.w, side // self.w, self.w, self.w, c).transpose(2, 3).reshape(x.shape)
        x = x + (y.roll((self.shift, self.shift), (1, 2)) if self.shift else y)
        return x + self.mlp(self.norm2(x))


class Merging(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm, self.reduction = nn.LayerNorm(4 * width, eps), nn.Linear(4 * width, 2 * width, False)

    def forward(self, x):
        return self.reduction(self.norm(torch.cat((x[:, ::2, ::2], x[:, 1::2, ::2], x[:, ::2, 1::2], x[:, 1::2, 1::2]), -1)))


class Swin(nn.Module):
    def __init__(self, c):
        super().__init__()
        width, patch, layers = c["embed_dim"], c.get("patch_size", 4), []
        self.patches, self.norm1 = nn.Conv2d(c["num_channels"], width, patch, patch), nn.LayerNorm(width, eps)
        for i, (depth, heads) in enumerate(zip(c["depths"], c["num_heads"])):
            side = shapes["size"] // patch >> i
            layers += [SwinBlock(width << i, heads, side, c["window_size"], j % 2 == 1, c.get("mlp_ratio", 4)) for j in range(depth)]
            layers += [Merging(width << i)] if i + 1 < len(c["depths"]) else []
        self.width = width << len(c["depths"]) - 1
        self.layers, self.norm2 = nn.Sequential(*layers), nn.LayerNorm(self.width, eps)

    def forward(self, pixels):
        return self.norm2(self.layers(self.norm1(self.patches(pixels).permute(0, 2, 3, 1))).flatten(1, 2))


class BertLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.attention, self.mlp = Attention(c["hidden_size"], c["num_attention_heads"]), mlp(c["hidden_size"], c["intermediate_size"])
        self.norm1, self.norm2 = nn.LayerNorm(c["hidden_size"]), nn.LayerNorm(c["hidden_size"])

    def forward(self, x, mask):
        x = self.norm1(x + self.attention(x, x, mask))
        return self.norm2(x + self.mlp(x))


class Bert(nn.Module):
    def __init__(self, c, out):
        super().__init__()
        self.words, self.places = nn.Embedding(c["vocab_size"], c["hidden_size"]), nn.Embedding(c["max_position_embeddings"], c["hidden_size"])
        self.types, self.norm = nn.Embedding(c.get("type_vocab_size", 2), c["hidden_size"]), nn.LayerNorm(c["hidden_size"])
        self.layers, self.out = nn.ModuleList(BertLayer(c) for _ in range(c["num_hidden_layers"])), nn.Linear(c["hidden_size"], out, False)

    def forward(self, ids, keep):
        x = self.norm(self.words(ids) + self.types(torch.zeros_like(ids)) + self.places(torch.arange(ids.shape[1])))
        for layer in self.layers:
            x = layer(x, (keep[:, None, None] - 1) * 1e9)
        return F.normalize(self.out((x * keep[..., None]).sum(1) / keep.sum(1, True)), dim=-1)


class LlamaLayer(nn.Module):
    def __init__(self, c):
        super().__init__()
        h, inner, self.d, self.heads, self.kv = c["hidden_size"], c["intermediate_size"], c["head_dim"], c["num_attention_heads"], c["num_key_value_heads"]
        self.norm1, self.norm2 = nn.RMSNorm(h, eps), nn.RMSNorm(h, eps)
        self.q, self.k, self.v = (nn.Linear(h, n * self.d, False) for n in (self.heads, self.kv, self.kv))
        self.out, self.gate, self.up, self.down = (nn.Linear(*n, False) for n in ((self.heads * self.d, h), (h, inner), (h, inner), (inner, h)))

    def forward(self, x, cos, sin, mask, dropout):
        y = self.norm1(x)
        q, k, v = (f(y).unflatten(-1, (-1, self.d)).transpose(1, 2) for f in (self.q, self.k, self.v))
        q, k = (torch.cat((a * cos - b * sin, b * cos + a * sin), -1) for a, b in (q.chunk(2, -1), k.chunk(2, -1)))
        y = F.scaled_dot_product_attention(q, k, v.to(k.dtype), mask, enable_gqa=self.heads != self.kv).transpose(1, 2).flatten(2)
        x = x + F.dropout(self.out(y), dropout)
        y = self.norm2(x)
        return x + F.dropout(self.down(F.silu(self.gate(y)) * self.up(y)), dropout)


class Llama(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.words, self.norm = nn.Embedding(c["vocab_size"], c["hidden_size"]), nn.RMSNorm(c["hidden_size"], eps)
        self.layers, self.d, self.theta = nn.ModuleList(LlamaLayer(c) for _ in range(c["num_hidden_layers"])), c["head_dim"], c["rope_theta"]
        self.head = nn.Linear(c["hidden_size"], c["vocab_size"], False)
        if c["tie_word_embeddings"]:
            self.head.weight = self.words.weight

    def forward(self, x, mask, dropout):
        angles = torch.outer(torch.arange(x.shape[1]), self.theta ** (-torch.arange(0, self.d, 2) / self.d))
        for layer in self.layers:
            x = layer(x, angles.cos(), angles.sin(), mask, dropout)
        return self.norm(x)


class Interaction(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm_v, self.norm_c, self.v_to_c, self.c_to_v = nn.LayerNorm(width), nn.LayerNorm(width), Attention(width, heads), Attention(width, heads)
        self.mlp_v, self.mlp_c = (nn.Sequential(nn.LayerNorm(width), *mlp(width, 2 * width)) for _ in range(2))

    def forward(self, v, c, selected):
        nv, nc = self.norm_v(v), self.norm_c(c)
        keys = torch.cat((self.norm_v(v.mean(1, True)), nv), 1)
        v, c = v + self.v_to_c(nv, nc, (selected[:, None, None] - 1) * 1e9), c + self.c_to_v(nc, keys)
        return v + self.mlp_v(v), c + self.mlp_c(c)


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.vision = (Swin if config["vision"]["type"] == "swin" else ResNet)(config["vision"])
        if what == "encode":
            return
        width, e = self.vision.width, config["clue"]["embedding_size"]
        self.text, self.project = Bert(config["text"], e), nn.Linear(width, e, False)
        self.logit_scale, self.pool_scale = nn.Parameter(torch.tensor(math.log(1 / 0.07))), nn.Parameter(torch.tensor(math.log(5)))
        if what == "clues":
            h = config["language"]["hidden_size"]
            self.language, self.views = Llama(config["language"]), nn.Parameter(0.02 * torch.randn(2, 1, width))
            self.injection, self.strength = nn.Linear(e, width), nn.Linear(1, width, False)
            self.interaction = Interaction(width, config["clue"]["num_attention_heads"])
            self.mapper, self.report, self.clue = nn.Sequential(nn.Linear(width, h), nn.LayerNorm(h)), nn.Linear(h, e, False), nn.Linear(width, 1)

    def prompts(self):
        sides = self.text(*prompts).unflatten(0, (2, diseases, -1)).mean(2)
        return F.normalize(sides, dim=-1)

    def match(self, patches, texts):
        attention = (self.pool_scale.exp() * (F.normalize(patches, dim=-1) @ texts.T).transpose(1, 2)).softmax(-1)
        evidence = F.normalize(attention @ patches, dim=-1)
        return evidence, (evidence * texts).sum(-1)

    def perceive(self, patches, positive, negative):
        evidence, similarity = self.match(patches, positive)
        return (similarity - (evidence * negative).sum(-1)) * self.logit_scale.exp()

    def contrast(self):
        patches = self.vision(pixels).unflatten(0, (studies, 2)).flatten(1, 2)
        patches = self.project(patches * F.dropout(torch.ones(studies, 1, patches.shape[2]), 0.2))
        positive, negative = self.prompts()
        both, each = self.perceive(patches, positive, negative), self.perceive(patches.reshape(2 * studies, -1, patches.shape[2]), positive, negative)
        logits = torch.cat((both[:, None], each.unflatten(0, (studies, 2))), 1)
        presence = F.binary_cross_entropy_with_logits(logits, present[:, None].expand_as(logits), 1 + present[:, None].expand_as(logits))
        similarity = self.match(patches, self.text(*sentences))[1] * self.logit_scale.exp()
        soft = truth / truth.sum(1, True), truth.T / truth.T.sum(1, True)
        return (F.cross_entropy(similarity, soft[0]) + F.cross_entropy(similarity.T, soft[1])) / 2 + 6 * presence

    def clues(self):
        with torch.no_grad():
            tokens = self.vision(pixels).unflatten(0, (studies, 2))
            positive, negative = fixed
            perceived = self.perceive(self.project(tokens.flatten(1, 2)), positive, negative).sigmoid()
        tokens, clues = self.interaction((tokens + self.views).flatten(1, 2), self.injection(positive) + self.strength(perceived[..., None]), present)
        pool, side = config["clue"].get("visual_pool", 1), math.isqrt(tokens.shape[1] // 2)
        grids = F.avg_pool2d(tokens.reshape(2 * studies, side, side, -1).permute(0, 3, 1, 2), pool).flatten(2).transpose(1, 2)
        soft = torch.cat((self.mapper(grids.reshape(studies, -1, grids.shape[2])), self.mapper(clues)), 1)
        x = torch.cat((soft, self.language.words(report)), 1)
        mask = torch.full((x.shape[1], x.shape[1]), -1e9).triu(1)[None, None].expand(studies, -1, -1, -1)
        hidden = self.language(x, mask, 0.2)
        losses = F.cross_entropy(self.language.head(hidden).flatten(0, 1), following, reduction="none")
        said = F.normalize(self.report((hidden * says[:, None]).sum(1) / says.sum()), dim=-1) @ (positive - negative).T * self.logit_scale.exp()
        q, p = said.sigmoid(), perceived.clamp(0.001, 0.999)
        divergence = (q * (F.logsigmoid(said) - p.log()) + (1 - q) * (F.logsigmoid(-said) - (1 - p).log())).mean()
        agreement = F.binary_cross_entropy_with_logits(said, present) + F.binary_cross_entropy_with_logits(self.clue(clues).squeeze(2), present) + divergence
        return (losses * says.repeat(studies)).mean() + 0.1 * agreement


def texts(count, length, words):
    return torch.randint(words, (count, length)), torch.ones(count, length)


model = Model()
pixels = torch.randn(shapes["images"], config["vision"]["num_channels"], shapes["size"], shapes["size"])
trained = list(model.parameters())
if what == "encode":
    model.eval()
else:
    studies, diseases, words = shapes["images"] // 2, shapes["diseases"], config["text"]["vocab_size"]
    present, prompts = torch.randint(2, (studies, diseases)).float(), texts(shapes["prompts"], shapes["prompt_tokens"], words)
    if what == "contrast":
        sentences, truth = texts(2 * studies, shapes["sentence_tokens"], words), torch.eye(studies).repeat(1, 2)
    else:
        model.vision.eval()
        perception = [p for m in (model.vision, model.text, model.project) for p in m.parameters()] + [model.logit_scale, model.pool_scale]
        trained = [p for p in trained if all(p is not other for other in perception)]
        for p in perception:
            p.requires_grad_(False)
        with torch.no_grad():
            fixed = model.prompts()
        soft = shapes["visual_tokens"] + diseases
        report = torch.randint(config["language"]["vocab_size"], (studies, shapes["sequence_tokens"] - soft))
        following = torch.randint(config["language"]["vocab_size"], (studies * shapes["sequence_tokens"],))
        says = torch.cat((torch.zeros(soft), torch.ones(report.shape[1])))
    optimizer = torch.optim.AdamW(
        [{"params": [p for p in trained if p.ndim > 1]}, {"params": [p for p in trained if p.ndim < 2], "weight_decay": 0}], 1e-5, (0.9, 0.98), 1e-8, 0.05)


def step():
    if what == "encode":
        with torch.inference_mode(), precision():
            return model.vision(pixels)
    with precision():
        loss = model.contrast() if what == "contrast" else model.clues()
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(trained, 1)
    optimizer.step()
    return loss.item()


warm = False
for line in sys.stdin:
    threads, steps = map(int, line.split())
    torch.set_num_threads(threads)
    for _ in range(0 if warm else 2):
        step()
    warm = True
    start = time.perf_counter()
    for _ in range(steps):
        step()
    print(json.dumps([steps * (shapes["images"] if what == "encode" else 1) / (time.perf_counter() - start)]), flush=True)
