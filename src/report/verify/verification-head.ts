import type { Label } from '../../ledger/label.ts'
import type { SignedBy, Verification } from './verification.ts'

/** The facts of a file after both verdicts: whose report it is and who signed. */
export function factLines(found: Pick<Verification, SignedFacts>): Label[] {
  const { title, organisation, signed } = found
  return [
    ...(title === null ? [] : [{ zh: `报告：${title}`, en: `Report: ${title}` }]),
    ...(organisation === null
      ? []
      : [{ zh: `单位：${organisation.zh}`, en: `Organisation: ${organisation.en}` }]),
    ...(signed === null ? [] : signedLines(signed)),
  ]
}

type SignedFacts = 'title' | 'organisation' | 'signed'

/** Who signed and how that is known; and who reviewed, where the file opens it. */
export function signedLines(signed: SignedBy): Label[] {
  return [signed.sentence, ...reviewLines(signed)]
}

/** That somebody else reviewed it: by id, as a file names nobody but its signer. */
function reviewLines({ person, reviewer }: SignedBy): Label[] {
  if (reviewer === undefined) return []
  if (reviewer === person) {
    return [{ zh: '复核与签发为同一人', en: 'The same person reviewed and signed' }]
  }
  return [
    {
      zh: `签发条目载明由另一人复核（编号 ${reviewer}，姓名不随文件送出，可向签发单位查对）`,
      en: `The signing entry says that another person reviewed it (id ${reviewer}; a file carries no name but the signer’s, so ask the unit)`,
    },
  ]
}

/** A finding that the key given is not that of the file, be it believed or not. */
function isOfAnother(code: string): boolean {
  return ['key.not-pinned', 'key.lost', 'key.followed', 'key.led-back'].includes(code)
}

/** What somebody compares who trusts nobody: log, key, positions, digest. */
export function traceLines(found: Verification): Label[] {
  const { log, frozenAt, provedAt, digest } = found
  const isGiven = log?.pinned === true && !found.findings.some(({ code }) => isOfAnother(code))
  return [
    ...(log
      ? [
          {
            zh: `日志：${log.origin}（${isGiven ? '公钥由您指定' : '公钥取自文件'}：${log.key}）`,
            en: `Log: ${log.origin} (key ${isGiven ? 'given by you' : 'from the file'}: ${log.key})`,
          },
        ]
      : []),
    ...(frozenAt
      ? [
          {
            zh: `证据截至检查点：${frozenAt.size}条，根 ${frozenAt.root}`,
            en: `Evidence stands at size ${frozenAt.size}, root ${frozenAt.root}`,
          },
        ]
      : []),
    ...(provedAt
      ? [
          {
            zh: `签发载于检查点：${provedAt.size}条，根 ${provedAt.root}`,
            en: `The signature stands at size ${provedAt.size}, root ${provedAt.root}`,
          },
        ]
      : []),
    ...(digest === null ? [] : [{ zh: `报告摘要：${digest}`, en: `Digest: ${digest}` }]),
  ]
}
