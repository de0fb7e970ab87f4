import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { refuse } from '../../ledger/fault.ts'

/** Where the signer service is: a socket of this machine, or another machine by mutual TLS. */
export type SignerAddress =
  | { readonly kind: 'unix'; readonly path: string }
  | {
      readonly kind: 'tls'
      readonly host: string
      readonly port: number
      /** PEM: one's own certificate and key, and who may be at the other end. */
      readonly cert: Buffer
      readonly key: Buffer
      readonly ca: Buffer
    }

/** Files of a TLS connection. */
export interface TlsFiles {
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly ca: string | undefined
}

/**
 * Reads `unix:/path` or `tls://host:port`. Refuses with `signer.address`, and with `signer.file` a
 * file that is not there or not what it is named for.
 */
export function signerAddress(text: string, files: TlsFiles): SignerAddress {
  if (text.startsWith('unix:/')) return { kind: 'unix', path: text.slice('unix:'.length) }
  const url = URL.canParse(text) ? new URL(text) : null
  const { cert, key, ca } = files
  if (url?.protocol !== 'tls:' || url.port === '') return refuseAddress(text)
  if (cert === undefined || key === undefined || ca === undefined) return refuseAddress(text)
  return {
    kind: 'tls',
    // An address of IPv6 stands in brackets in a URL only.
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port),
    ...certificates({ cert, key, ca }),
  }
}

function certificates(files: Readonly<Record<'cert' | 'key' | 'ca', string>>) {
  const [cert, key, ca] = [read(files.cert), read(files.key), read(files.ca)]
  try {
    createSecureContext({ cert, key, ca })
  } catch {
    refuseFiles(Object.values(files))
  }
  return { cert, key, ca }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return refuseFiles([file])
  }
}

function refuseFiles(files: readonly string[]): never {
  return refuse('signer.file', {
    at: [files.join(', ')],
    text: {
      zh: '与签署服务连接所用的证书或私钥读不出，或互不相配。',
      en: 'A certificate or key for the signer service cannot be read, or they do not belong together.',
    },
    hint: {
      zh: '请检查 SIGNER_CERT、SIGNER_KEY、SIGNER_CA 的路径、权限和内容（PEM）；taizhang cert 可以生成。',
      en: 'Check path, rights and contents (PEM) of SIGNER_CERT, SIGNER_KEY and SIGNER_CA; taizhang cert makes them.',
    },
  })
}

function refuseAddress(text: string): never {
  return refuse('signer.address', {
    at: [text],
    text: {
      zh: `签署服务的地址“${text}”不对，或缺证书。`,
      en: `“${text}” is no address of a signer service, or its certificates are missing.`,
    },
    hint: {
      zh: '写作 unix:/路径，或 tls://主机:端口，后者须同时给出证书、私钥和对方的证书（SIGNER_CERT、SIGNER_KEY、SIGNER_CA）。',
      en: 'Write unix:/path, or tls://host:port with a certificate, its key and the other end’s certificate (SIGNER_CERT, SIGNER_KEY, SIGNER_CA).',
    },
  })
}
