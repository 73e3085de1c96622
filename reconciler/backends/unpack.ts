/**
 * Unpacks an artifact beside its place and renames it there, so `artifact` is whole or absent; once there, it stays.
 * `$1` release directory, `$2` packed file, `$3` its own name. `-o`: members belong to whoever unpacks them.
 */
export const unpackText = `set -eu
umask 022
if [ -d "$1/artifact" ]; then rm -f "$2"; exit 0; fi
rm -rf "$1/artifact.new"
mkdir "$1/artifact.new"
case $3 in
*.tar) tar -C "$1/artifact.new" -xof "$2" ;;
*.tar.gz | *.tgz) tar -C "$1/artifact.new" -xzof "$2" ;;
*.tar.bz2 | *.tbz2) tar -C "$1/artifact.new" -xjof "$2" ;;
*.tar.xz | *.txz) tar -C "$1/artifact.new" -xJof "$2" ;;
*.tar.zst) zstd -dcq "$2" | tar -C "$1/artifact.new" -xof - ;;
*) cp "$2" "$1/artifact.new/$3" && chmod 0755 "$1/artifact.new/$3" ;;
esac
mv "$1/artifact.new" "$1/artifact"
rm -f "$2"
`;
