# Kernels of TRRG: TorchScript functions run through io.github.trrg.engine.Kernels. Tensors in, tensors out.

# x (..., H), weight (H), eps (): root-mean-square norm of the last axis.
def rms_norm(x: Tensor, weight: Tensor, eps: Tensor) -> Tensor:
  variance = torch.mean(torch.mul(x, x), [-1], True)
  return torch.mul(torch.mul(x, torch.rsqrt(torch.add(variance, eps))), weight)

# x (..., in), weight (out, in), bias (out): (..., out), in one pass.
def linear(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
  y = torch.linear(torch.flatten(x, 0, -2), weight, bias)
  return torch.reshape(y, torch.add(torch.slice(torch.size(x), None, -1), [-1]))

# index (P), table (D, heads): those rows of the table as columns, (heads, P), in the memory of an array that was made so.
def rows_as_columns(index: Tensor, table: Tensor) -> Tensor:
  return torch.contiguous(torch.t(torch.index_select(table, 0, index)))

# x of any shape, whose values are replaced: the rectifier.
def relu_in_place(x: Tensor) -> Tensor:
  return torch.relu_(x)

# x and y of one shape: the rectifier of their sum in place of x.
def add_relu_in_place(x: Tensor, y: Tensor) -> Tensor:
  return torch.relu_(torch.add_(x, y))

# q (B, heads, T, d), k and v (B, kv_heads, S, d), mask (B or 1, heads or 1, T or 1, S) added to the scores: attention with grouped queries.
def attention(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
  groups = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
  if torch.eq(groups, 1):
    keys = k
    values = v
  else:
    keys = torch.repeat_interleave(k, groups, 1)
    values = torch.repeat_interleave(v, groups, 1)
  return torch.scaled_dot_product_attention(q, keys, values, mask)

# As above without v: weights of the last query, mean over heads (B, S).
def last_attention(q: Tensor, k: Tensor, mask: Tensor) -> Tensor:
  groups = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
  keys = torch.repeat_interleave(k, groups, 1)
  query = torch.slice(q, 2, -1, 9223372036854775807, 1)
  hidden = torch.slice(mask, 2, -1, 9223372036854775807, 1)
  scores = torch.div(torch.matmul(query, torch.transpose(keys, -2, -1)), torch.sqrt(torch.size(q, 3)))
  return torch.squeeze(torch.mean(torch.softmax(torch.add(scores, hidden), -1), [1]), 1)

# logits (N, V), labels (N), weights (N): weighted mean cross entropy in nats.
def cross_entropy(logits: Tensor, labels: Tensor, weights: Tensor) -> Tensor:
  losses = torch.cross_entropy_loss(logits, labels, None, 0)
  return torch.div(torch.sum(torch.mul(losses, weights)), torch.sum(weights))

# x (B, heads, T, d), cos and sin (B or 1, 1, T, d / 2): rotary position embedding, halves convention.
def rope(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
  a, b, = torch.chunk(x, 2, -1)
  return torch.cat([torch.sub(torch.mul(a, cos), torch.mul(b, sin)), torch.add(torch.mul(b, cos), torch.mul(a, sin))], -1)

# gate and up (…, I): SiLU-gated product.
def silu_product(gate: Tensor, up: Tensor) -> Tensor:
  return torch.mul(torch.silu(gate), up)

# x (..., E), eps (): unit length along the last axis; eps keeps the gradient of a zero vector finite.
def unit(x: Tensor, eps: Tensor) -> Tensor:
  squares = torch.sum(torch.mul(x, x), [-1], True)
  return torch.mul(x, torch.rsqrt(torch.add(squares, eps)))

# logits, targets (0 to 1) and weights of one shape: mean weighted binary cross entropy.
def binary_cross_entropy(logits: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
  losses = torch.binary_cross_entropy_with_logits(logits, targets, weights)
  return torch.mean(losses)

# logits and targets (R, C), rows of targets sum to 1: mean over rows of the soft cross entropy.
def soft_cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
  return torch.neg(torch.mean(torch.sum(torch.mul(targets, torch.log_softmax(logits, 1)), [1])))

# logits of q and probabilities p of one shape: mean Kullback–Leibler divergence KL(q || p) of Bernoulli variables.
def bernoulli_divergence(logits: Tensor, p: Tensor) -> Tensor:
  q = torch.sigmoid(logits)
  safe = torch.clamp(p, 0.001, 0.999)
  present = torch.mul(q, torch.sub(torch.log_sigmoid(logits), torch.log(safe)))
  absent = torch.mul(torch.rsub(q, 1), torch.sub(torch.log_sigmoid(torch.neg(logits)), torch.log(torch.rsub(safe, 1))))
  return torch.mean(torch.add(present, absent))

# x (N, C, H, W): every second row and column, from the first on.
def every_second(x: Tensor) -> Tensor:
  return torch.slice(torch.slice(x, 2, 0, 9223372036854775807, 2), 3, 0, 9223372036854775807, 2)

# x (N, in, H, W), weight (out, in, k, k): both, with a channel of zeros more.
def with_empty_channels(x: Tensor, weight: Tensor) -> Tuple[Tensor, Tensor]:
  return (torch.constant_pad_nd(x, [0, 0, 0, 0, 0, 1], 0), torch.constant_pad_nd(weight, [0, 0, 0, 0, 0, 1], 0))

# x (N, C, H, W): the same values, channels innermost in memory.
def channels_last(x: Tensor) -> Tensor:
  return torch.contiguous(x, memory_format=2)

# Products of bfloat16 factors (type 15) as float32 (type 6), for mixed precision. Factors that are float32 are rounded on the way.
def round_bfloat16(x: Tensor) -> Tensor:
  return torch.to(x, 15)

# x (..., in), weight (out, in): (..., out)
def linear_bfloat16(x: Tensor, weight: Tensor) -> Tensor:
  return torch.to(torch.linear(torch.to(x, 15), torch.to(weight, 15)), 6)

# a (..., n, k), b (..., k, m): (..., n, m)
def matmul_bfloat16(a: Tensor, b: Tensor) -> Tensor:
  return torch.to(torch.matmul(torch.to(a, 15), torch.to(b, 15)), 6)

# x (N, in, H, W), weight (out, in, k, k), k odd: stride 1, padded by k / 2.
def convolution_bfloat16(x: Tensor, weight: Tensor) -> Tensor:
  pad = torch.floordiv(torch.size(weight, 2), 2)
  return torch.to(torch.conv2d(torch.to(x, 15), torch.to(weight, 15), None, [1, 1], [pad, pad]), 6)

# As above, stride 2.
def halving_convolution_bfloat16(x: Tensor, weight: Tensor) -> Tensor:
  pad = torch.floordiv(torch.size(weight, 2), 2)
  return torch.to(torch.conv2d(torch.to(x, 15), torch.to(weight, 15), None, [2, 2], [pad, pad]), 6)

# As attention; its softmax is float32 inside.
def attention_bfloat16(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> Tensor:
  groups = torch.floordiv(torch.size(q, 1), torch.size(k, 1))
  keys = torch.repeat_interleave(torch.to(k, 15), groups, 1)
  values = torch.repeat_interleave(torch.to(v, 15), groups, 1)
  return torch.to(torch.scaled_dot_product_attention(torch.to(q, 15), keys, values, torch.to(mask, 15)), 6)

# bytes (rows, 2 · columns): the bfloat16 numbers that they are, where they are.
def as_bfloat16(bytes: Tensor) -> Tensor:
  rows = torch.size(bytes, 0)
  columns = torch.floordiv(torch.size(bytes, 1), 2)
  return torch.set_(torch.empty([0], dtype=15, device=ops.prim.device(bytes)), bytes, 0, [rows, columns], [columns, 1])

# numbers of any type: the same in the type of like.
def as_type_of(like: Tensor, numbers: Tensor) -> Tensor:
  return torch.type_as(numbers, like)

# bytes (out, in) of int8, scales (out, 1): the weights that they are, in the type of like.
def from_int8(like: Tensor, bytes: Tensor, scales: Tensor) -> Tensor:
  return torch.mul_(torch.type_as(bytes, like), torch.type_as(scales, like))

# bytes (out, groups, 16) of two halves each, the low ones first, scales (out, groups, 1): the weights (out, 32 · groups) that they are, likewise.
def from_int4(like: Tensor, bytes: Tensor, scales: Tensor) -> Tensor:
  halves = torch.cat([torch.bitwise_and(bytes, 15), torch.bitwise_right_shift(bytes, 4)], 2)
  return torch.flatten(torch.mul_(torch.sub_(torch.type_as(halves, like), 8), torch.type_as(scales, like)), 1)

# x of any shape: one number, 1 if gradients flow to what it was made of, else 0.
def is_recorded(x: Tensor) -> Tensor:
  return torch.full([1], float(ops.prim.requires_grad(x)))

# indices (N), table (rows, ...) of any type: those rows (N, ...).
def rows(indices: Tensor, table: Tensor) -> Tensor:
  return torch.index_select(table, 0, indices)

# weight (out, in) of any floating-point type, up (out, r), down (r, in): the weight with its adapter, in its type.
def adapted(weight: Tensor, up: Tensor, down: Tensor) -> Tensor:
  return torch.type_as(torch.addmm(torch.to(weight, 6), up, down), weight)

# x of any shape: ones if this CPU has fast products of bfloat16 numbers, else zeros. Cannot be loaded into a PyTorch that has none at all.
def fast_bfloat16(x: Tensor) -> Tensor:
  return torch.full_like(x, int(ops.mkldnn._is_mkldnn_bf16_supported()))

# A LLaMA decoder's layer over a sequence from its beginning: factors of products in the type of like (d), sums in float32. x (T, H), wanted (R): the layer's
# results are wanted for the last R positions, which are all or one. cos and sin (T, 1, d / 2), eps (), norms (H), weights (out, in) of any
# floating-point type, biases (out). Results: x after the layer (R, H), queries (1, heads, R, d), keys (1, kv_heads, T, d) and the same as
# (kv_heads, d, T), values (T, kv_heads · d).
def decoder_layer(x: Tensor, wanted: Tensor, like: Tensor, cos: Tensor, sin: Tensor, eps: Tensor, input_norm: Tensor, query: Tensor, key: Tensor, value: Tensor, query_bias: Tensor, key_bias: Tensor, value_bias: Tensor, out: Tensor, output_norm: Tensor, gate: Tensor, up: Tensor, down: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
  d = torch.size(like, 0)
  kv_heads = torch.floordiv(torch.size(key, 0), d)
  first = torch.sub(torch.size(x, 0), torch.size(wanted, 0))
  norm = torch.linalg_vector_norm(x, 2, [-1], True)
  scale = torch.rsqrt(torch.add(torch.div(torch.mul(norm, norm), torch.size(x, 1)), eps))
  n = torch.mul(torch.type_as(torch.mul(x, scale), like), torch.type_as(input_norm, like))
  q = torch.linear(torch.slice(n, 0, first), torch.type_as(query, like), torch.type_as(query_bias, like))
  k = torch.linear(n, torch.type_as(key, like), torch.type_as(key_bias, like))
  v = torch.linear(n, torch.type_as(value, like), torch.type_as(value_bias, like))
  a, b, = torch.chunk(torch.view(q, [torch.size(wanted, 0), -1, d]), 2, -1)
  own_cos = torch.slice(cos, 0, first)
  own_sin = torch.slice(sin, 0, first)
  turned_q = torch.cat([torch.addcmul(torch.mul(a, own_cos), b, own_sin, value=-1), torch.addcmul(torch.mul(b, own_cos), a, own_sin)], -1)
  e, f, = torch.chunk(torch.view(k, [-1, kv_heads, d]), 2, -1)
  turned_k = torch.cat([torch.addcmul(torch.mul(e, cos), f, sin, value=-1), torch.addcmul(torch.mul(f, cos), e, sin)], -1)
  queries = torch.unsqueeze(torch.transpose(turned_q, 0, 1), 0)
  keys = torch.unsqueeze(torch.transpose(turned_k, 0, 1), 0)
  values = torch.unsqueeze(torch.transpose(torch.view(v, [-1, kv_heads, d]), 0, 1), 0)
  group = torch.floordiv(torch.size(queries, 1), kv_heads)
  shared_keys = torch.repeat_interleave(torch.type_as(keys, like), group, 1)
  shared_values = torch.repeat_interleave(values, group, 1)
  attended = torch.scaled_dot_product_attention(torch.type_as(queries, like), shared_keys, shared_values, None, 0., torch.eq(first, 0))
  mixed = torch.flatten(torch.transpose(torch.squeeze(attended, 0), 0, 1), 1)
  y = torch.add(torch.slice(x, 0, first), torch.linear(mixed, torch.type_as(out, like)))
  own_norm = torch.linalg_vector_norm(y, 2, [-1], True)
  own_scale = torch.rsqrt(torch.add(torch.div(torch.mul(own_norm, own_norm), torch.size(y, 1)), eps))
  m = torch.mul(torch.type_as(torch.mul(y, own_scale), like), torch.type_as(output_norm, like))
  wide = torch.mul_(torch.silu_(torch.linear(m, torch.type_as(gate, like))), torch.linear(m, torch.type_as(up, like)))
  after = torch.add_(y, torch.linear(wide, torch.type_as(down, like)))
  return (after, queries, keys, torch.contiguous(torch.permute(turned_k, [1, 2, 0])), torch.type_as(v, x))

# A block of a Swin Transformer over patches x (N, P, C): mask (1 or N·windows, heads, T, T) added to the scores, order (P) of the patches by windows and
# back the way back, eps () of the norms, weights (out, in), all else (out).
def swin_block(x: Tensor, mask: Tensor, order: Tensor, back: Tensor, eps: Tensor, input_norm: Tensor, input_shift: Tensor, query: Tensor, query_bias: Tensor, key: Tensor, key_bias: Tensor, value: Tensor, value_bias: Tensor, out: Tensor, out_bias: Tensor, output_norm: Tensor, output_shift: Tensor, up: Tensor, up_bias: Tensor, down: Tensor, down_bias: Tensor) -> Tensor:
  width = torch.size(x, 2)
  tokens = torch.size(mask, 2)
  split = [-1, tokens, torch.size(mask, 1), torch.floordiv(width, torch.size(mask, 1))]
  normed = torch.layer_norm(x, [width], input_norm, input_shift, float(eps))
  inside = torch.reshape(torch.index_select(normed, 1, order), [-1, tokens, width])
  q = torch.transpose(torch.view(torch.linear(inside, query, query_bias), split), 1, 2)
  k = torch.transpose(torch.view(torch.linear(inside, key, key_bias), split), 1, 2)
  v = torch.transpose(torch.view(torch.linear(inside, value, value_bias), split), 1, 2)
  mixed = torch.reshape(torch.transpose(torch.scaled_dot_product_attention(q, k, v, mask), 1, 2), [torch.size(x, 0), -1, width])
  attended = torch.add(x, torch.index_select(torch.linear(mixed, out, out_bias), 1, back))
  wide = torch.gelu(torch.linear(torch.layer_norm(attended, [width], output_norm, output_shift, float(eps)), up, up_bias))
  return torch.add(attended, torch.linear(wide, down, down_bias))
