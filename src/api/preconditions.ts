import { refuse } from '../ledger/fault.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'

/** `ETag` of a record: its version. */
export function tagOf({ version }: LedgerRecord): Record<string, string> {
  return { etag: `"${version}"` }
}

/** The version in `If-Match`. Refuses with `write.precondition` when it is missing or no version. */
export function expectedVersion(header: string | null): number {
  const version = /^"(\d{1,9})"$/.exec(header?.trim() ?? '')?.[1]
  if (version !== undefined) return Number(version)
  return refuse('write.precondition', {
    at: ['header', 'If-Match'],
    text: {
      zh: '请在 If-Match 中写明您看到的版本。',
      en: 'Say in If-Match which version you have seen.',
    },
    hint: {
      zh: '版本在打开记录时的 ETag 中，例如 "3"。',
      en: 'It is the ETag of the record, for example "3".',
    },
  })
}

/** The key that makes a repeated request harmless; refuses with `request.invalid` in a bad form. */
export function idempotencyKey(header: string | null): string | null {
  if (header === null) return null
  if (/^[\x21-\x7e]{8,100}$/.test(header)) return header
  return refuse('request.invalid', {
    at: ['header', 'Idempotency-Key'],
    text: {
      zh: '防重键须为 8 至 100 个可见字符。',
      en: 'An idempotency key has 8 to 100 visible characters.',
    },
    hint: { zh: '请为每次写入生成一个随机值。', en: 'Draw a random one for every write.' },
  })
}
