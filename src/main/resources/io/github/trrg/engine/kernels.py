# Kernels of TRRG: TorchScript functions run through io.github.trrg.engine.Kernels. Tensors in, tensors out.

# x (..., H), weight (H), eps (): root-mean-square norm of the last axis.
def rms_norm(x: Tensor, weight: Tensor, eps: Tensor) -> Tensor:
  variance = torch.mean(torch.mul(x, x), [-1], True)
  return torch.mul(torch.mul(x, torch.rsqrt(torch.add(variance, eps))), weight)

# q (B, heads, T, d), k and v (B, kv_heads, S, d), mask (B or 1, 1, T, S) added to the scores: attention with grouped queries.
def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
  groups = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
  keys = torch.repeat_interleave(k, groups, 1)
  values = torch.repeat_interleave(v, groups, 1)
  return torch.scaled_dot_product_attention(q, keys, values, mask)

# logits (N, V), labels (N) with -100 = ignored: mean cross entropy in nats.
def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
  return torch.cross_entropy_loss(logits, labels)

# x (B, heads, T, d), cos and sin (B or 1, 1, T, d / 2): rotary position embedding, halves convention.
def rope(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
  a, b, = torch.chunk(x, 2, -1)
  return torch.cat([torch.sub(torch.mul(a, cos), torch.mul(b, sin)), torch.add(torch.mul(b, cos), torch.mul(a, sin))], -1)

# gate and up (…, I): SiLU-gated product.
def silu_product(gate: Tensor, up: Tensor) -> Tensor:
  return torch.mul(torch.silu(gate), up)

# x (..., E), eps (): unit length along the last axis.
def unit(x: Tensor, eps: Tensor) -> Tensor:
  length = torch.sqrt(torch.sum(torch.mul(x, x), [-1], True))
  return torch.div(x, torch.maximum(length, eps))
