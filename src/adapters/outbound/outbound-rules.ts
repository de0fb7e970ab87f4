import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What the administrator of the machine allows beyond the public internet: files in the folder
 * `outbound` of the data folder, never set from a page. `hosts.txt` holds one origin a line, such
 * as `https://im.unit.gov.cn:8443` or `smtp://127.0.0.1:2525`; `ca.pem` certificates to trust.
 */
export interface OutboundRules {
  readonly origins: ReadonlySet<string>
  /** PEM of further authorities; null: those of Node. */
  readonly ca: string | null
}

/** Read anew for each message: an edit needs no restart. Without a file nothing is allowed. */
export async function readOutboundRules(data: string): Promise<OutboundRules> {
  const [hosts, ca] = await Promise.all([
    textOf(join(data, 'outbound/hosts.txt')),
    textOf(join(data, 'outbound/ca.pem')),
  ])
  const lines = (hosts ?? '').split(/\r?\n/).map((line) => line.trim())
  const origins = lines.filter((line) => line !== '' && !line.startsWith('#')).map(originOf)
  return { origins: new Set(origins.filter((one) => one !== null)), ca }
}

/** `scheme://host:port` in one way of writing; null when it is no origin. */
export function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null
  const { protocol, hostname, port } = new URL(text)
  const usual: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80', 'smtp:': '25' }
  const at = port === '' ? usual[protocol] : port
  return at === undefined || hostname === '' ? null : `${protocol}//${hostname}:${at}`
}

async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
