import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { refuseFile } from '../../report/file/file-fault.ts'

const run = promisify(execFile)

/** A program as large as this takes its time to start; a file of an office then takes a second. */
export const convertMs = 30_000
const folderPrefix = 'taizhang-convert-'
/** A folder that is older was left by a process that was ended. */
const leftAfterMs = 600_000

/** The kinds of old files, by what their directory names. */
const kinds = [
  { stream: 'Workbook', filter: 'MS Excel 97', from: 'xls', to: 'xlsx', cannot: 'old-sheet' },
  { stream: 'Book', filter: 'MS Excel 95', from: 'xls', to: 'xlsx', cannot: 'old-sheet' },
  { stream: 'WordDocument', filter: 'MS Word 97', from: 'doc', to: 'docx', cannot: 'old-text' },
] as const

/** A file that is one folder of streams, as the programs of the nineties wrote it. */
export function isOldOffice(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf
}

/**
 * A file of an older program (.xls, .et, .doc, .wps) as .xlsx or .docx, which LibreOffice makes of
 * it: in a profile of its own, without macros, links or network. What comes out is read like any
 * other file. Refuses with `file.old-sheet`, `file.old-text` where this machine has no LibreOffice
 * that can, and with `file.encrypted`, `file.old-word`.
 */
export async function convertOld(bytes: Uint8Array): Promise<Uint8Array> {
  if (names(bytes, 'EncryptedPackage')) refuseFile('encrypted')
  const kind = kinds.find(({ stream }) => names(bytes, stream))
  if (!kind) refuseFile('old-word')
  const folder = await mkdtemp(join(tmpdir(), folderPrefix))
  try {
    await sweep(folder)
    const given = join(folder, `given.${kind.from}`)
    await writeFile(given, bytes)
    await writeProfile(folder)
    await convert(folder, given, kind)
    return new Uint8Array(await readFile(join(folder, `given.${kind.to}`)))
  } catch {
    // Missing, without the part that is needed, or at a loss: for whoever asks it is the same.
    return refuseFile(kind.cannot)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Whether the directory of a compound file has an entry of this name, written in UTF-16. */
function names(bytes: Uint8Array, stream: string): boolean {
  const entry = Buffer.from(`${stream}\0`, 'utf16le')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(entry)
}

async function convert(
  folder: string,
  given: string,
  { filter, to }: (typeof kinds)[number],
): Promise<void> {
  const profile = pathToFileURL(join(folder, 'profile')).href
  const { program, before } = outOfReach
  await run(
    program,
    [
      ...before,
      `-env:UserInstallation=${profile}`,
      '--headless',
      '--norestore',
      '--nologo',
      '--nolockcheck',
      '--nodefault',
      // Named, for what is broken would be taken for a text.
      `--infilter=${filter}`,
      '--convert-to',
      to,
      '--outdir',
      folder,
      given,
    ],
    {
      cwd: folder,
      // Nothing of the server's environment; a proxy that is not there, for whatever asks for one.
      env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder, ...noNetwork },
      timeout: convertMs,
      killSignal: 'SIGKILL',
    },
  )
}

// Where the system lets anybody, it has no network at all; the shell only asks and becomes it.
const asks = 'unshare -rn true 2>/dev/null && exec unshare -rn "$0" "$@"; exec "$0" "$@"'
const outOfReach =
  process.platform === 'win32'
    ? { program: 'soffice', before: [] }
    : { program: '/bin/sh', before: ['-c', asks, 'soffice'] }

const nowhere = 'http://127.0.0.1:9'
const noNetwork = { http_proxy: nowhere, https_proxy: nowhere, ftp_proxy: nowhere, no_proxy: '' }

/** Macros, active content and links to elsewhere are off, and every request goes nowhere. */
const settings = [
  ['Common/Security/Scripting', 'MacroSecurityLevel', '3'],
  ['Common/Security/Scripting', 'DisableMacrosExecution', 'true'],
  ['Common/Security/Scripting', 'DisableActiveContent', 'true'],
  ['Common/Security/Scripting', 'BlockUntrustedRefererLinks', 'true'],
  ['Calc/Content/Update', 'Link', '2'],
  ['Writer/Content/Update', 'Link', '2'],
] as const

async function writeProfile(folder: string): Promise<void> {
  const items = settings.map(
    ([path, name, value]) =>
      `<item oor:path="/org.openoffice.Office.${path}"><prop oor:name="${name}" oor:op="fuse">` +
      `<value>${value}</value></prop></item>`,
  )
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"' +
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema"' +
    ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${items.join('')}</oor:items>\n`
  const user = join(folder, 'profile', 'user')
  await mkdir(user, { recursive: true })
  await writeFile(join(user, 'registrymodifications.xcu'), xml)
}

/** What a reading that was ended in the middle left behind holds somebody's data. */
async function sweep(folder: string): Promise<void> {
  const { mtimeMs: now } = await stat(folder)
  const left = (await readdir(tmpdir())).filter((one) => one.startsWith(folderPrefix))
  for (const one of left) {
    const path = join(tmpdir(), one)
    const made = await stat(path).catch(() => null)
    if (made && now - made.mtimeMs > leftAfterMs) {
      await rm(path, { recursive: true, force: true })
    }
  }
}
