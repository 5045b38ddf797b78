#!/usr/bin/env bash
# From the public download of IU X-Ray to the table of scores: converts, trains recipes/iu-small with each seed, scores.
# Call it again to go on after an interruption. See docs/reproduce.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
trrg=${TRRG:-$root/bin/trrg}
usage() {
	cat >&2 <<-END
	usage: reproduce.sh --out DIR (--dataset DIR | --from openi|r2gen --source DIR) [--split FILE] [--seeds "1 2 3"] [--recipe DIR]
	                    [--scored val|test] [--epochs N] [--device D] [--precision P]
	  --dataset DIR  a data set folder, instead of --from and --source
	  --split FILE   annotation.json of R2Gen, or CSV with columns id and split: which study belongs where (needed for openi)
	  --seeds LIST   a model for each (default: 1)
	  --scored S     split to score (default: val)
	END
	exit 2
}
out='' dataset='' from='' source='' split=() seeds=1 recipe=$root/recipes/iu-small scored=val options=(--resume) device=auto
while [ $# -gt 0 ]; do
	case $1 in
		--out) out=${2:?}; shift ;;
		--dataset) dataset=${2:?}; shift ;;
		--from) from=${2:?}; shift ;;
		--source) source=${2:?}; shift ;;
		--split) split=(--split "${2:?}"); shift ;;
		--seeds) seeds=${2:?}; shift ;;
		--recipe) recipe=${2:?}; shift ;;
		--scored) scored=${2:?}; shift ;;
		--device) device=${2:?}; shift ;;
		--epochs | --precision) options+=("$1" "${2:?}"); shift ;;
		*) usage ;;
	esac
	shift
done
[ -n "$out" ] || usage
if [ -z "$dataset" ]; then
	[ -n "$from" ] && [ -n "$source" ] || usage
	[ "$from" != openi ] || [ ${#split[@]} -gt 0 ] || usage
	dataset=$out/dataset
	# Exit code 1 tells of studies that could not be taken; which, says skipped.csv.
	[ -f "$dataset/annotation.json" ] || "$trrg" convert --from "$from" "$source" ${split[@]+"${split[@]}"} --out "$dataset" || [ $? = 1 ]
fi
options+=(--device "$device")
mkdir -p "$out"
for seed in $seeds; do
	"$trrg" pretrain --dataset "$dataset" --model "$recipe" --out "$out/pretrained-$seed" --seed "$seed" "${options[@]}" >&2
	"$trrg" finetune --dataset "$dataset" --model "$out/pretrained-$seed" --out "$out/seed-$seed" --seed "$seed" "${options[@]}" >&2
	[ -f "$out/seed-$seed.txt" ] && continue
	"$trrg" evaluate --dataset "$dataset" --split "$scored" --model "$out/seed-$seed" --device "$device" --out "$out/evaluation-$seed" > "$out/table.new" || [ $? = 1 ]
	mv "$out/table.new" "$out/seed-$seed.txt"
done
for seed in $seeds; do cat "$out/seed-$seed.txt"; done
