/** `redis-resize completion`: a script for a shell, made of the commands and options that there are. */
import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What may follow each command, by its path: `audit` → verify, export, --help. */
function followers(program: Command, path = ''): readonly (readonly [path: string, words: readonly string[]])[] {
  const options = program.options.flatMap(({ long }) => long ?? []);
  const words = [...program.commands.map((command) => command.name()), ...choicesOf(program), ...options, '--help'];
  const inner = program.commands.flatMap((command) => followers(command, `${path} ${command.name()}`.trim()));
  return [[path, words], ...inner];
}

function choicesOf(command: Command): readonly string[] {
  return command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
}

export function completion(program: Command, shell: Shell): string {
  const cases = followers(program);
  if (shell === 'fish') {
    const lines = cases.flatMap(([path, words]) => {
      const when =
        path === ''
          ? '__fish_use_subcommand'
          : path
              .split(' ')
              .map((word) => `__fish_seen_subcommand_from ${word}`)
              .join('; and ');
      return [`complete -c redis-resize -n '${when}' -f -a '${words.join(' ')}'`];
    });
    return `${lines.join('\n')}\n`;
  }
  const arms = cases.map(([path, words]) => `    '${path}') words='${words.join(' ')}' ;;`).join('\n');
  const body = `  local path='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case $path in
${arms}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [[ -n $words ]] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))`;
  const zsh = shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : '';
  return `${zsh}_redis_resize() {\n${body}\n}\ncomplete -F _redis_resize redis-resize\n`;
}
