import type { Command } from 'commander'
import type { AppPorts } from '../app/app-ports.ts'
import type { OfficeFiles } from '../app/file-ports.ts'
import type { Auditor, OrgId } from '../app/ports.ts'
import type { Pack } from '../pack/pack.ts'

/** A data folder that is open for one command. */
export interface Desk {
  readonly ports: AppPorts
  readonly auditor: Auditor
  /** Founds the demo unit from a seed. */
  makeDemo(seed: number, onProgress: (done: { writes: number; of: number }) => void): Promise<OrgId>
  close(): Promise<void>
}

/** What every command is given: the rest of the program, as far as commands need it. */
export interface CommandContext {
  /** Where data lies when nobody says otherwise. */
  readonly dataDefault: string
  /** The pack that ships with the program, and where derived documents go. */
  readonly packFolder: string
  readonly derivedFolder: string
  readonly version: string
  readonly files: OfficeFiles
  /** Reads a pack's folder and checks it; throws a refusal with every fault. */
  checkPack(folder: string): Promise<Pack>
  /** Uses the running server of that folder, or starts the database itself. */
  open(data: string): Promise<Desk>
  /** Results: standard output, nothing else goes there. */
  print(text: string): void
  /** Progress and explanations: standard error. */
  tell(line: string): void
  /** 0 holds, 1 does not hold, 2 wrong use or bad input. */
  exitCode(code: 0 | 1 | 2): void
}

/** Adds its commands to the program. */
export type AddCommands = (program: Command, context: CommandContext) => void

/** Opens the folder, works, and closes it whatever happens. */
export async function atDesk<T>(
  context: Pick<CommandContext, 'open'>,
  data: string,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const desk = await context.open(data)
  try {
    return await work(desk)
  } finally {
    await desk.close()
  }
}
