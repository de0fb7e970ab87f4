import { Command } from 'commander'
import { allCommands } from './all-commands.ts'
import type { CommandContext } from './command-context.ts'

/** The commands of `taizhang`. */
export function program(context: CommandContext): Command {
  const taizhang = new Command('taizhang').version(context.version).showHelpAfterError()
  for (const addCommands of allCommands) addCommands(taizhang, context)
  return taizhang
}
