/** Takes our three lines and our section off a unit file; everything else, its mode and its owner stay. */
export const forgetText = `for file do
  [ -f "$file" ] || continue
  cp -p -- "$file" "$file.provctl-tmp" &&
    sed -e '1,3{/^# Managed by provctl/d;/^# provctl: /d;/^# provctl-definition: /d;}' -e '/^\\[X-Provctl\\]$/,/^$/d' -- "$file" >"$file.provctl-tmp" &&
    mv -f -- "$file.provctl-tmp" "$file" || exit 1
done
`;
