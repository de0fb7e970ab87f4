import { Option } from 'commander'
import { refuse } from '../ledger/fault.ts'
import type { CommandContext } from './command-context.ts'

const charactersMin = 12

/** `--passphrase-file F`: never on the command line itself, where every user of a machine sees it. */
export function passphraseOption(): Option {
  return new Option(
    '--passphrase-file <file>',
    '日志密钥的口令文件 / file with the passphrase of the log keys',
  )
}

/** The first line of that file; null when none was given. Refuses with `backup.passphrase`. */
export async function readPassphrase(
  context: Pick<CommandContext, 'readFile'>,
  path: string | undefined,
): Promise<string | null> {
  if (path === undefined) return null
  const [line = ''] = Buffer.from(await context.readFile(path))
    .toString('utf8')
    .split(/\r?\n/)
  if ([...line].length >= charactersMin) return line.normalize('NFC')
  return refuse('backup.passphrase', {
    at: [path],
    text: {
      zh: `口令至少 ${charactersMin} 个字符，写在文件的第一行。`,
      en: `The passphrase has at least ${charactersMin} characters, on the first line of the file.`,
    },
    hint: { zh: '可用一句只有您知道的话。', en: 'A sentence that only you know will do.' },
  })
}
