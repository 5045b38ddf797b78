#!/usr/bin/env bash
# Trains the recipe and the same without one of its parts each, scores all on the validation studies and prints a table.
# Call it again to go on after an interruption. See docs/reproduce.md.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
trrg=${TRRG:-$root/bin/trrg}
usage() {
	cat >&2 <<-END
	usage: ablations.sh --dataset DIR --out DIR [--recipe DIR] [--base MODEL] [--epochs N] [--seed N] [--device D] [--precision P] [PART...]
	  --recipe DIR  what to train (default: recipes/iu-small)
	  --base MODEL  a pre-trained model that "full" and the parts of fine-tuning begin with; without it, the recipe is pre-trained
	  --epochs N    for every stage (default: the recipe's)
	  PART          contrast injection interaction consistency soft negated (default: all of them, in this order)
	END
	exit 2
}
dataset='' out='' recipe=$root/recipes/iu-small base='' parts=() options=(--resume) device=auto
while [ $# -gt 0 ]; do
	case $1 in
		--dataset) dataset=${2:?}; shift ;;
		--out) out=${2:?}; shift ;;
		--recipe) recipe=${2:?}; shift ;;
		--base) base=${2:?}; shift ;;
		--device) device=${2:?}; shift ;;
		--epochs | --seed | --precision) options+=("$1" "${2:?}"); shift ;;
		contrast | injection | interaction | consistency | soft | negated) parts+=("$1") ;;
		*) usage ;;
	esac
	shift
done
[ -n "$dataset" ] && [ -n "$out" ] || usage
[ ${#parts[@]} -gt 0 ] || parts=(contrast injection interaction consistency soft negated)
options+=(--device "$device")

# change FILE EXPRESSION: edits a file of a recipe; ends if that changed nothing, as then nothing would be left out.
change() {
	sed "$2" "$1" > "$1.new"
	if cmp -s "$1" "$1.new"; then echo "ablations.sh: $1 has not the form of recipes/iu-small: \"$2\" changes nothing." >&2; exit 1; fi
	mv "$1.new" "$1"
}

# without PART DIR: leaves the part out of a recipe or model.
without() {
	case $1 in
		contrast) change "$2/training.json" '/"contrast": {/,/}/d' ;;
		soft) change "$2/training.json" 's/"contrast": {/& "targets": "hard",/' ;;
		negated) change "$2/training.json" 's/"contrast": {/& "negated": 0,/' ;;
		consistency) change "$2/training.json" 's/"clues": {/& "consistency": 0,/' ;;
		*) change "$2/config.json" "s/\"clue\": {/& \"$1\": false,/" ;;
	esac
}

# train NAME: pre-trains where the part belongs to that, fine-tunes, and scores.
train() {
	local folder=$out/$1 begin
	mkdir -p "$folder"
	case $1 in
		contrast | soft | negated) begin=$recipe ;;
		*) begin=${base:-$out/full/pretrained} ;;
	esac
	if [ "$1" = full ] && [ -z "$base" ]; then
		"$trrg" pretrain --dataset "$dataset" --model "$recipe" --out "$folder/pretrained" "${options[@]}" >&2
	elif [ "$1" != full ]; then
		# Made under another name, so that an interruption leaves no half of a copy.
		if [ ! -d "$folder/start" ]; then
			rm -rf "$folder/start.new"
			cp -R "$begin" "$folder/start.new"
			without "$1" "$folder/start.new"
			mv "$folder/start.new" "$folder/start"
		fi
		begin=$folder/start
		case $1 in contrast | soft | negated)
			"$trrg" pretrain --dataset "$dataset" --model "$begin" --out "$folder/pretrained" "${options[@]}" >&2
			begin=$folder/pretrained ;;
		esac
	fi
	"$trrg" finetune --train "clue modules and language model" --dataset "$dataset" --model "$begin" --out "$folder/$1" "${options[@]}" >&2
	[ -f "$folder/table.txt" ] && return
	"$trrg" evaluate --dataset "$dataset" --split val --model "$folder/$1" --device "$device" --out "$folder/evaluation" > "$folder/table.new" || [ $? = 1 ]
	# Exit code 1 tells of studies that could not be scored. Differences to the full model are those on the same studies, by a paired bootstrap.
	[ "$1" = full ] || "$trrg" evaluate --dataset "$dataset" --split val --predictions "$folder/evaluation/predictions.json" \
		--compare "$out/full/evaluation" --out "$folder/against full" > "$folder/against full.txt" || [ $? = 1 ]
	mv "$folder/table.new" "$folder/table.txt"
}

for name in full "${parts[@]}"; do train "$name"; done
echo "Validation studies; a row is the recipe without that part."
sed 1q "$out/full/table.txt"
for name in full "${parts[@]}"; do sed -n 2p "$out/$name/table.txt"; done
