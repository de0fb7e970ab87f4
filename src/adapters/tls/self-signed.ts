import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { makeFolder } from '../make-folder.ts'

const validDays = 398

/** Files of a certificate that was made. */
export interface CertificateFiles {
  readonly cert: string
  readonly key: string
  readonly names: readonly string[]
}

/**
 * Makes a self-signed certificate for this machine's names and addresses. Browsers warn of it
 * once per device; it serves an office network that has no authority of its own. Refuses with
 * `certificate.exists` rather than replace one.
 */
export async function makeCertificate(
  folder: string,
  extraNames: readonly string[],
): Promise<CertificateFiles> {
  const cert = join(folder, 'cert.pem')
  const key = join(folder, 'key.pem')
  if (existsSync(cert) || existsSync(key)) refuseExisting(folder)
  const names = [...new Set([...extraNames, 'localhost', '127.0.0.1', '::1', ...ownAddresses()])]
  // A server that is only served never makes one, and the library takes 10 MB.
  const { generate } = await import('selfsigned')
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    curve: 'P-256',
    notAfterDate: new Date(Date.now() + validDays * 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: names.map(altName) },
    ],
  })
  makeFolder(folder, 0o700)
  writeFileSync(key, made.private, { mode: 0o600 })
  chmodSync(key, 0o600)
  writeFileSync(cert, made.cert)
  return { cert, key, names }
}

function altName(name: string) {
  return isIP(name) === 0 ? ({ type: 2, value: name } as const) : ({ type: 7, ip: name } as const)
}

function ownAddresses(): readonly string[] {
  return Object.values(networkInterfaces())
    .flatMap((one) => one ?? [])
    .filter((one) => !one.internal && one.family === 'IPv4')
    .map((one) => one.address)
}

function refuseExisting(folder: string): never {
  return refuse('certificate.exists', {
    text: { zh: `${folder} 中已有证书。`, en: `There is a certificate in ${folder} already.` },
    hint: { zh: '如需更换，请先移走旧文件。', en: 'To replace it, move the old files away first.' },
  })
}
