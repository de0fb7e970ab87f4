import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CertificateFiles } from '../adapters/tls/self-signed.ts'
import { makeCertificate } from '../adapters/tls/self-signed.ts'
import type { Fault } from '../ledger/fault.ts'
import { Refusal } from '../ledger/fault.ts'
import { checkHolds, readCertificate } from './certificate.ts'

const folder = mkdtempSync(join(tmpdir(), 'taizhang-cert-'))
let own: CertificateFiles
let other: CertificateFiles

beforeAll(async () => {
  own = await makeCertificate(join(folder, 'own'), ['tz.example.cn'])
  other = await makeCertificate(join(folder, 'other'), [])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function refused(work: () => unknown): Fault | undefined {
  try {
    work()
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]
    throw error
  }
  return undefined
}

function garbage(name: string, bytes: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

test('a certificate and its key are read, with the names it speaks for', () => {
  const read = readCertificate(own)
  expect(read.names).toEqual(expect.arrayContaining(['tz.example.cn', 'localhost']))
  expect(refused(() => checkHolds(read, (read.fromMs + read.toMs) / 2))).toBeUndefined()
})

test('what is none, does not fit or cannot be read is refused in a sentence that names the file', () => {
  const cut = garbage('cut.pem', readFileSync(own.cert).subarray(0, 300))
  const said = (files: { cert: string; key: string }) => refused(() => readCertificate(files))
  const nowhere = join(folder, 'nowhere.pem')
  const cases = [
    [{ ...own, cert: garbage('garbage.pem', '不是证书') }, '不是 PEM 证书'],
    [{ ...own, cert: cut }, '不是 PEM 证书'],
    [{ ...own, cert: own.key }, '不是 PEM 证书'],
    [{ ...own, key: garbage('garbage-key.pem', Buffer.alloc(99)) }, '不是未加密的 PEM 私钥'],
    [{ ...own, key: own.cert }, '不是未加密的 PEM 私钥'],
    [{ ...own, key: other.key }, '不是这张证书的私钥'],
    [{ ...own, cert: nowhere }, `${nowhere} 不能读取（ENOENT）`],
    [{ ...own, key: folder }, `${folder} 不能读取（EISDIR）`],
  ] as const
  for (const [files, words] of cases) {
    const fault = said(files)
    expect(fault?.code, words).toBe('serve.certificate')
    expect(fault?.text.zh).toContain(words)
  }
})

test('one that is over, or has not begun, is refused with the day', () => {
  const read = readCertificate(own)
  const over = refused(() => checkHolds(read, read.toMs + 1))
  expect(over?.text.zh).toMatch(/^证书已于 UTC \d{4}-\d\d-\d\d \d\d:\d\d 过期。$/)
  const early = refused(() => checkHolds(read, read.fromMs - 1))
  expect(early?.text.zh).toMatch(/^证书自 UTC \d{4}-\d\d-\d\d \d\d:\d\d 起才有效。$/)
})
