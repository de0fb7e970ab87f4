import type { Option } from 'commander'
import { Command, Help } from 'commander'
import { allCommands } from './all-commands.ts'
import type { CommandContext } from './command-context.ts'

/** The commands of `taizhang`. */
export function program(context: CommandContext): Command {
  const taizhang = new Command('taizhang')
    .version(context.version)
    .showHelpAfterError()
    // Before the commands are added: each takes over what stands here by then.
    .configureHelp({ optionDescription: describedOption })
    .configureOutput({ outputError: (text, write) => write(`用法有误 / ${text}`) })
    // Of its own accord it ends with 1, which here says that something does not hold.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
  for (const addCommands of allCommands) addCommands(taizhang, context)
  return taizhang
}

/** What the help says of an option; that it has to be given the library leaves out. */
function describedOption(option: Option): string {
  const described = new Help().optionDescription(option)
  return option.mandatory ? `${described}（必填 / required）` : described
}
