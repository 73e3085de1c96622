import type { Command } from '../command.ts';
import { bashScript, fishScript, zshScript } from '../completion/scripts.ts';
import { completedVerbs } from '../completion/words.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export const completion: Command = {
  arguments: [{ name: 'shell', required: true, choices: Object.keys(scripts) }],
  options: [],
  async run({ words, out }) {
    const [shell] = words;
    const script = shell === 'zsh' || shell === 'fish' ? scripts[shell] : scripts.bash;
    out.sink.write(script(await completedVerbs()));
    return 0;
  },
};
