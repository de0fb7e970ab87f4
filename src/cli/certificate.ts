import type { KeyObject } from 'node:crypto'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { refuse } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'

/** A certificate with the key that fits it, as `serve` was given them. */
export interface Certificate {
  readonly cert: Buffer
  readonly key: Buffer
  /** Names that it speaks for. */
  readonly names: readonly string[]
  /** When it begins and ends to hold, milliseconds since 1970 UTC. */
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Reads a certificate and its key. Refuses with `serve.certificate`: a file that cannot be read or
 * is none, a key that does not fit.
 */
export function readCertificate(files: { readonly cert: string; readonly key: string }) {
  const [cert, key] = [bytesOf(files.cert), bytesOf(files.key)]
  const read = certificateIn(cert, files.cert)
  if (!read.checkPrivateKey(keyIn(key, files.key))) refuseFile(files.key, says.other)
  const names = (read.subjectAltName ?? '')
    .split(', ')
    .filter((one) => one.startsWith('DNS:'))
    .map((one) => one.slice('DNS:'.length).toLowerCase())
  const [fromMs, toMs] = [Date.parse(read.validFrom), Date.parse(read.validTo)]
  return { cert, key, names, fromMs, toMs } satisfies Certificate
}

/** Refuses with `serve.certificate` one that holds no longer, or not yet. */
export function checkHolds({ fromMs, toMs }: Certificate, nowMs: number): void {
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
  if (nowMs > toMs) {
    refuseCertificate({
      zh: `证书已于 UTC ${day(toMs)} 过期。`,
      en: `The certificate expired on ${day(toMs)} UTC.`,
    })
  }
  if (nowMs < fromMs) {
    refuseCertificate({
      zh: `证书自 UTC ${day(fromMs)} 起才有效。`,
      en: `The certificate holds from ${day(fromMs)} UTC only.`,
    })
  }
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    return refuseFile(path, { zh: `不能读取（${code}）`, en: `cannot be read (${code})` })
  }
}

function certificateIn(bytes: Buffer, path: string): X509Certificate {
  try {
    return new X509Certificate(bytes)
  } catch {
    return refuseFile(path, says.noCertificate)
  }
}

function keyIn(bytes: Buffer, path: string): KeyObject {
  try {
    return createPrivateKey(bytes)
  } catch {
    return refuseFile(path, says.noKey)
  }
}

const says = {
  noCertificate: { zh: '不是 PEM 证书', en: 'is no certificate (PEM)' },
  noKey: { zh: '不是未加密的 PEM 私钥', en: 'is no private key (PEM, without passphrase)' },
  other: { zh: '不是这张证书的私钥', en: 'is not the key of this certificate' },
}

function refuseFile(path: string, what: Label): never {
  return refuseCertificate({ zh: `${path} ${what.zh}。`, en: `${path} ${what.en}.` })
}

function refuseCertificate(text: Label): never {
  return refuse('serve.certificate', {
    text,
    hint: {
      zh: '请核对 --cert 与 --key；taizhang cert 可生成一对。',
      en: 'Check --cert and --key; taizhang cert makes a pair.',
    },
  })
}
