import type { FigureValue } from '../../ledger/figure/figure.ts'
import { figureText } from '../../ledger/figure/figure-text.ts'
import type { Label } from '../../ledger/label.ts'

/** Why a claim got its verdict, in words for people who have never seen this program. */
export const say = {
  blank: { zh: '此处数字留空', en: 'The number was left blank' },
  signedOnly: (numbers: number): Label => ({
    zh:
      numbers > 0
        ? `没有数据项支撑，其中${numbers}个数字仅由签发人负责`
        : '没有数据项支撑，仅由签发人负责',
    en:
      numbers > 0
        ? `No figure stands behind it; for its ${numbers} number${numbers === 1 ? '' : 's'} only the signer answers`
        : 'No figure stands behind it; only the signer answers for it',
  }),
  recordsGone: (count: number): Label => ({
    zh: `所依据的记录中有${count}条不在日志里，或已作废`,
    en: `${count} of the records it rests on are not in the log, or void`,
  }),
  recordsStand: (count: number): Label => ({
    zh: `由${count}条记录写成，记录在日志里；文字内容没有随文件开启`,
    en: `Written from ${count} record${count === 1 ? '' : 's'} in the log; what ${count === 1 ? 'it says' : 'they say'} is not opened here`,
  }),
  noDefinition: (id: string): Label => ({
    zh: `证据里没有“${id}”的定义`,
    en: `The evidence has no definition of “${id}”`,
  }),
  closed: (label: Label): Label => ({
    zh: `“${label.zh}”依据限知悉或涉及个人的内容，不随文件开启，由签发人签发时声明`,
    en: `“${label.en}” rests on restricted or personal content that is not opened; the signer states it`,
  }),
  perPerson: (count: number): Label => ({
    zh: `所依据的${count}条记录在日志里；每人各有多少不外传，由签发人签发时声明`,
    en: `Its ${count} records stand in the log; what each person did stays inside, the signer states it`,
  }),
  differs: (ledger: number | null, recomputed: number | null): Label => ({
    zh: `报告称台账为${ledger ?? '—'}，按所附记录重新计算为${recomputed ?? '—'}`,
    en: `The report says that the ledger has ${ledger ?? '—'}; the enclosed records give ${recomputed ?? '—'}`,
  }),
  otherRecords: {
    zh: '报告所列的记录与重新计算得到的不是同一批',
    en: 'The records that the report names are not those that the figure counts',
  },
  wordsDiffer: (stated: number): Label => ({
    zh: `文字里没有所称的数字${stated}`,
    en: `The words do not say the number ${stated} that they are said to state`,
  }),
  otherAnswer: (duty: string): Label => ({
    zh: `没有人以“${duty}”为这个零负责`,
    en: `Nobody answers for this zero by “${duty}”`,
  }),
  otherState: (reason: Label): Label => ({
    zh: `重新核对的结论与报告所称不同：${reason.zh}`,
    en: `Checked again it is not as the report says: ${reason.en}`,
  }),
  atLeast: (count: number): Label => ({
    zh: `至少如此：${count}条记录在日志里，但看不到全部，不能排除另有记录`,
    en: `At least so: ${count} records stand in the log, but not all is seen, so there may be others`,
  }),
  digests: (count: number): Label => ({
    zh: `与所附${count}份下级答复的摘要相符；各份答复的内容没有随文件开启`,
    en: `It is what the digests of ${count} answers from below come to; what these rest on is not opened here`,
  }),
  provedBut: (count: number, others: number): Label => ({
    zh: `所依据的${count}条记录已证明；文字里另有${others}个数字没有重新计算`,
    en: `Its ${count} records are proved; ${others} more number${others === 1 ? '' : 's'} in the words were not computed again`,
  }),
  proved: (text: string, value: FigureValue): Label => ({
    zh: `按所附全部记录重新计算为${text}，依据${value.records.length}条记录，无遗漏`,
    en: `Computed again from all records: ${figureText(value, 'en')}, from ${value.records.length}, none left out`,
  }),
  checked: (reason: Label, count: number): Label => ({
    zh: `按所附全部记录重新核对：${reason.zh}（${count}条记录）`,
    en: `Checked again over all records: ${reason.en} (${count} record${count === 1 ? '' : 's'})`,
  }),
  nothingAndAttested: (count: number): Label => ({
    zh: `日志里没有相反的记录，有${count}份书面确认`,
    en: `The log holds no record against it, and ${count} attestation${count === 1 ? '' : 's'} for it`,
  }),
  dutyClosed: (count: number): Label => ({
    zh: `依据限知悉或须对照名册，不随文件开启，由签发人签发时声明；所列${count}条记录在日志里`,
    en: `It rests on restricted records or the roster, which stay inside; the signer states it, and the ${count} records named stand in the log`,
  }),
  dutyAtLeast: (count: number): Label => ({
    zh: `所依据的${count}条记录在日志里；是否人人做到须对照名册或工作日，不随文件开启`,
    en: `Its ${count} records stand in the log; whether all did it rests on the roster or working days, which stay inside`,
  }),
  overridden: (reason: string, why: Label): Label => ({
    zh: `${why.zh}；第一责任人说明理由后签认：${reason}`,
    en: `${why.en}; the first responsible person let it stand: ${reason}`,
  }),
}
