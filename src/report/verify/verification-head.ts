import type { Label } from '../../ledger/label.ts'
import type { Verification } from './verification.ts'

/** The conclusion in one sentence. */
export function conclusionOf({ holds, state, claims, findings }: Verification): Label {
  const faults = findings.filter(({ weight }) => weight === 'broken')
  const broken = faults.length
  const has = (code: string) => findings.some((one) => one.code === code)
  // Nothing is wrong with such a file: where it was opened its words cannot be read.
  const isUnread = broken > 0 && faults.every(({ code }) => code === 'pdf.words')
  if (state === 'signed' && isUnread && claims.every(({ verdict }) => standing.has(verdict))) {
    return {
      zh: '尚不能下结论：证据成立，但这里读不出 PDF 上的文字，请核验同一报告的 Word 文件。',
      en: 'Open: the evidence holds, but the words of a PDF are not read here; verify the Word file.',
    }
  }
  if (holds && has('text.absent') && !has('pdf.exact')) {
    return {
      zh: '证据核验通过；文件上的文字没有比对，请与证据所载的正文对照。',
      en: 'The evidence holds; the words of the file were not compared with it.',
    }
  }
  if (holds) return { zh: '核验通过：报告与签发时一致。', en: 'It holds: the report is as signed.' }
  if (state === 'unmarked') {
    return { zh: '不能核验：没有可用的证据。', en: 'It cannot be verified: there is no evidence.' }
  }
  if (state === 'draft') {
    return broken === 0
      ? { zh: '未签发的草稿，不能作为签发的报告。', en: 'A draft that nobody signed.' }
      : { zh: '未签发的草稿，且有不符之处。', en: 'A draft that nobody signed, with differences.' }
  }
  const wrong = claims.filter(({ verdict }) => !standing.has(verdict)).length
  return {
    zh: `核验不通过：${broken}处问题，${wrong}处表述不成立。`,
    en: `It does not hold. Faults: ${broken}; claims that do not stand: ${wrong}.`,
  }
}

const standing: ReadonlySet<string> = new Set(['proved', 'atLeast', 'attested'])

/** What is said first of a file: conclusion, whose report, who signed, which log, which key. */
export function headLines(found: Verification): Label[] {
  const { title, organisation, signed, log, frozenAt, provedAt, digest, claims } = found
  const count = (verdict: string) => claims.filter((one) => one.verdict === verdict).length
  return [
    conclusionOf(found),
    ...(title === null ? [] : [{ zh: `报告：${title}`, en: `Report: ${title}` }]),
    ...(organisation === null
      ? []
      : [{ zh: `单位：${organisation.zh}`, en: `Organisation: ${organisation.en}` }]),
    ...(signed ? [signed.sentence] : []),
    ...(log
      ? [
          {
            zh: `日志：${log.origin}（${log.pinned ? '公钥由您指定' : '公钥取自文件'}：${log.key}）`,
            en: `Log: ${log.origin} (key ${log.pinned ? 'given by you' : 'from the file'}: ${log.key})`,
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
    ...(claims.length === 0
      ? []
      : [
          {
            zh: `表述${claims.length}处：已证明${count('proved')}，至少如此${count('atLeast')}，由人确认${count('attested')}，与台账不符${count('contradicted')}，已被改动${count('changed')}，缺失${count('missing')}`,
            en: `${claims.length} claims: ${count('proved')} proved, ${count('atLeast')} at least, ${count('attested')} attested, ${count('contradicted')} contradicted, ${count('changed')} changed, ${count('missing')} missing`,
          },
        ]),
  ]
}
