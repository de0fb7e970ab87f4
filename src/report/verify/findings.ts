import type { Label } from '../../ledger/label.ts'
import type { NotMentioned } from '../document.ts'
import { leftOutText } from '../left-out.ts'
import type { Finding } from './verification.ts'

// Reasons of the log's own verifiers stand behind the sentence in brackets, for the expert.
const sentences = {
  'evidence.absent': () => ({
    zh: '文件里没有可核验的证据：可能从未附上，也可能被编辑软件丢弃。请同时提供年度证据包（--with）',
    en: 'The file carries no evidence: it never did, or an editor dropped it. Give the year pack beside it (--with)',
  }),
  'evidence.form': (detail: string) => ({
    zh: `证据的格式不对，被改动过（${detail}）`,
    en: `The evidence is not in its form: it was changed (${detail})`,
  }),
  'evidence.unreadable': (detail: string) => ({
    zh: `证据里有核验程序读不懂的内容，不能核验（${detail}）`,
    en: `The evidence holds what this verifier cannot read (${detail})`,
  }),
  'evidence.other': () => ({
    zh: '与签发的不一致的是文件所带的证据：签名不是对它作出的，它被改动过或属于另一份报告；文件上的文字是否也改动过，要有签发时的证据才能比对',
    en: 'What differs from what was signed is the evidence in the file: the signature is not over it, it was changed or belongs to another report; whether the words of the file were changed too shows only beside the evidence that was signed',
  }),
  'report.unsigned': () => ({
    zh: '这是未签发的草稿，没有签名可核验',
    en: 'This is a draft that nobody signed; there is no signature to verify',
  }),
  'report.corrects': (detail: string) => ({
    zh: `这是更正稿，更正此前签发的报告，其标题和摘要：${detail}`,
    en: `It corrects a report signed before, by title and digest: ${detail}`,
  }),
  'report.answers': (detail: string) => ({
    zh: `它答复上级单位的报送任务：${detail}`,
    en: `It answers a call of the body above: ${detail}`,
  }),
  'below.call': () => ({
    zh: '所附的转发任务不是签发过的，或转发的不是本报告答复的任务',
    en: 'The call that it encloses as passed on was not signed, or is not the one that this answers',
  }),
  'below.changed': (detail: string) => ({
    zh: `第${detail}条下级单位或下级答复的内容被改动过，或没有全部开启`,
    en: `Entry ${detail}, of a body below or of its answer, was changed or is not opened wholly`,
  }),
  'below.left-out': (detail: string) => ({
    zh: `汇总下级单位时漏列了日志里的${detail}条记录`,
    en: `What was counted of the bodies below leaves out ${detail} records of the log`,
  }),
  'key.form': (detail: string) => ({
    zh: `公钥文本不完整或有误（${detail}）`,
    en: `A key is incomplete or wrong (${detail})`,
  }),
  'key.not-pinned': () => ({
    zh: '文件里的日志公钥不是您指定的那一把，文件里也没有从它更换而来的证明。若该单位在签发之后更换过公钥，请用签发当时的公钥核验（历次公钥列在该单位的“设置 · 日志公钥”和导出日志的 keys 文件里），或请其现在重新导出年度证据包：包里的日志由现在的公钥签署',
    en: 'The key of the log in the file is not the one you gave, and nothing in it leads from one to the other. If the unit rotated its key after signing, give the key of that time (its settings and the file keys of its exported log list all), or ask for a year pack exported now, whose log is signed by the key of today',
  }),
  'key.change': (detail: string) => ({
    zh: `第${detail}条更换公钥的条目的证明不成立，或与文件里的公钥接不上`,
    en: `The proof of entry ${detail}, which replaced the keys, does not hold or does not lead to the keys in the file`,
  }),
  'key.followed': (detail: string) => ({
    zh: `您指定的公钥已在日志第${detail}条更换，由它作证的新公钥一并采信`,
    en: `The key you gave was rotated by entry ${detail}; the key it vouches for is believed with it`,
  }),
  'key.led-back': () => ({
    zh: '您指定的是后来更换的公钥；它签署的检查点延续了这份报告所依据的日志',
    en: 'The key you gave came later; a checkpoint signed by it extends the log under this report',
  }),
  'key.lost': (detail: string) => ({
    zh: `这份日志在第${detail}条称原密钥已丢失，您指定的公钥不能为新公钥作证。请另行向该单位核实新公钥，核实后用新公钥核验`,
    en: `In entry ${detail} this log says that its key was lost, so the key you gave vouches for none after it. Confirm the new key with the unit by another way, then give that`,
  }),
  'key.was-lost': (detail: string) => ({
    zh: `这份日志在第${detail}条称原密钥已丢失：其后的公钥没有旧公钥作证，请另行向该单位核实`,
    en: `In entry ${detail} this log says that its key was lost: no older key vouches for those after it; confirm them with the unit`,
  }),
  'key.unpinned': () => ({
    zh: '没有指定日志公钥，用的是文件自带的公钥：请与该单位公布的公钥核对',
    en: 'No key was given, so the file’s own was used: compare it with the one the unit publishes',
  }),
  'key.origin': () => ({
    zh: '日志公钥的名称与日志的名称不一致',
    en: 'The name of the key is not that of the log',
  }),
  'checkpoint.frozen': (detail: string) => ({
    zh: `证据所依据的检查点签名无效（${detail}）`,
    en: `The checkpoint under the evidence is not validly signed (${detail})`,
  }),
  'checkpoint.signing': (detail: string) => ({
    zh: `覆盖签发条目的检查点签名无效（${detail}）`,
    en: `The checkpoint over the signing entry is not validly signed (${detail})`,
  }),
  'consistency.broken': (detail: string) => ({
    zh: `后一检查点是前一检查点的延续，这一点没有得到证明：日志被改写过，或者文件里的证明被换过（${detail}）`,
    en: `It is not proved that the later checkpoint extends the earlier one: the log was rewritten, or the proof in the file was exchanged (${detail})`,
  }),
  'leaves.missing': (detail: string) => ({
    zh: `日志条目不全：${detail}`,
    en: `Entries of the log are left out: ${detail}`,
  }),
  'leaf.form': (detail: string) => ({
    zh: `第${detail}条日志条目被改动过，不是规范的格式`,
    en: `Entry ${detail} of the log was changed: it is not in its form`,
  }),
  'leaf.other-organisation': (detail: string) => ({
    zh: `第${detail}条日志条目属于另一个单位`,
    en: `Entry ${detail} is of another organisation`,
  }),
  'leaf.chain': () => ({
    zh: '有日志条目被改动过：同一记录的前后版本接不上',
    en: 'An entry was changed: versions of a record do not follow each other',
  }),
  'leaves.root': () => ({
    zh: '重新计算的根与检查点不符：有日志条目被改动、增删或调换',
    en: 'The root computed again is not that of the checkpoint: entries were changed, added or removed',
  }),
  'leaf.proof': (detail: string) => ({
    zh: `第${detail}条日志条目推不到检查点的根`,
    en: `Entry ${detail} does not lead to the root of the checkpoint`,
  }),
  'position.root': () => ({
    zh: '报告注明的日志位置与日志不符',
    en: 'The position in the log that the report names is not in this log',
  }),
  'pack.unknown': () => ({
    zh: '所用业务包从未在这本日志里启用',
    en: 'The pack used was never adopted in this log',
  }),
  'opening.changed': (detail: string) => ({
    zh: `第${detail}条条目开启的字段与当时写入的不符`,
    en: `The opened fields of entry ${detail} are not those that were written`,
  }),
  'opening.stray': (detail: string) => ({
    zh: `开启的第${detail}条条目不是记录的现行版本`,
    en: `Opened entry ${detail} is not the version in force of a record`,
  }),
  'records.unopened': (detail: string) => ({
    zh: `有${detail}条应计入考察的记录没有开启字段，相关数字只能说“至少”`,
    en: `${detail} records that had to be looked at are not opened; figures over them are “at least”`,
  }),
  'records.erased': (detail: string) => ({
    zh: `有${detail}条记录的字段已依法擦除`,
    en: `Fields of ${detail} records were lawfully erased`,
  }),
  'leaves.some': (detail: string) => ({
    zh: `文件只带了${detail}条日志条目，看不出有无遗漏；全部条目在年度证据包里`,
    en: `The file carries ${detail} entries, so omissions do not show; the year pack carries all`,
  }),
  'log.moved': (detail: string) => ({
    zh: `数字截至日志第${detail}条，其后到检查点之间另有条目`,
    en: `The figures hold at size ${detail}; there are entries between it and the checkpoint`,
  }),
  'signing.entry': (detail: string) => ({
    zh: `签发条目被改动过或不是签发（${detail}）`,
    en: `The signing entry was changed, or signs nothing (${detail})`,
  }),
  'signing.proof': (detail: string) => ({
    zh: `签发条目不在日志里（${detail}）`,
    en: `The signing entry does not stand in the log (${detail})`,
  }),
  'signing.receipt': (detail: string) => ({
    zh: `签发条目的入账凭证无效（${detail}）`,
    en: `The receipt of the signing entry does not hold (${detail})`,
  }),
  'signing.unproved': (detail: string) => ({
    zh: `文件称由${detail}签发；这一点没有得到证明`,
    en: `The file says that ${detail} signed it; that is not proved`,
  }),
  'signing.early': () => ({
    zh: '签发条目早于证据所依据的检查点',
    en: 'The signing entry is older than the checkpoint under the evidence',
  }),
  'signing.name': (detail: string) => ({
    zh: `签发人姓名的证明不成立（${detail}）`,
    en: `The proof of the signer’s name does not hold (${detail})`,
  }),
  'passkey.absent': () => ({
    zh: '签发人的证据载明应以通行密钥签名，但签发条目中没有出示这一签名，可能被去掉了',
    en: 'The signed evidence shows a passkey of the signer, but no signature by it is shown; it may have been taken off',
  }),
  'passkey.unused': () => ({
    zh: '日志显示签发人当时已登记通行密钥，这次签发却没有用它',
    en: 'The log shows that the signer had a passkey registered, and this was not signed with it',
  }),
  'passkey.unknown': () => ({
    zh: '签名所用的通行密钥不在证据里',
    en: 'The passkey that is said to have signed is not in the evidence',
  }),
  'passkey.other': () => ({
    zh: '签名所用的通行密钥是另一人登记的，不是签发人的',
    en: 'The passkey that signed was registered by another person than the signer',
  }),
  'passkey.removed': () => ({
    zh: '签名所用的通行密钥在签发之前已经移除',
    en: 'The passkey that signed had been removed before',
  }),
  'passkey.signature': (detail: string) => ({
    zh: `通行密钥的签名不成立，被改动过，或者是对另一份报告作出的（${detail}）`,
    en: `The signature of the passkey does not hold: changed, or made for another report (${detail})`,
  }),
  'unmentioned.hidden': (detail: string) => ({
    zh: `报告没有提及“${detail}”，也没有列入未提及的事项，而所附记录表明没有做到或者已经发生`,
    en: `The report neither mentions “${detail}” nor lists it as left out, and the records show it`,
  }),
  'unmentioned.untrue': (detail: string) => ({
    zh: `报告把“${detail}”列为未提及的事项，与所附记录不符`,
    en: `The report lists “${detail}” as left out, and the records do not say so`,
  }),
  'override.broken': (detail: string) => ({
    zh: `第${detail}条例外签认的证明不成立`,
    en: `The proof of override entry ${detail} does not hold`,
  }),
  'pack.altered': (detail: string) => ({
    zh: `证据包里的“${detail}”被改动、替换或缺失`,
    en: `“${detail}” of the pack was changed, replaced or is missing`,
  }),
  'pack.definitions': (detail: string) => ({
    zh: `“${detail}”的定义与所附业务包不一致`,
    en: `The definition of “${detail}” is not that of the enclosed pack`,
  }),
  'pack.rest': () => ({
    zh: '证据包里经过核验的是：报告、表述清单、日志条目、当时的业务包、记录开启的字段。没有人签署的是：说明、随包的核验网页、附件、记录的可读文字，清单只防误损。不信任发送方的，请用另行取得的核验程序',
    en: 'Verified of the pack are: report, list of claims, entries of the log, the pack in force then, opened fields of records. Signed by nobody are: its readme, the verifier page in it, attachments and the readable texts of records; the manifest guards against mishaps alone. Whoever does not trust the sender takes a verifier from elsewhere',
  }),
  'annex.alone': (detail: string) => ({
    zh: `这是一份报告的核验说明，本身不带证据：${detail}。请连同报告文件一起核验`,
    en: `This is the annex of a report and carries no evidence of its own: ${detail}. Verify it beside the report`,
  }),
  'annex.other': (detail: string) => ({
    zh: `所附的核验说明属于另一份报告：《${detail}》`,
    en: `The annex beside it belongs to another report: ${detail}`,
  }),
  'annex.compared': () => ({
    zh: '所附的核验说明已与证据逐行比对',
    en: 'The annex beside it was compared with the evidence, line by line',
  }),
  'text.absent': () => ({
    zh: '没有给出报告文件的文字，只核验了证据',
    en: 'No words of a report file were given; only the evidence was verified',
  }),
  'beside.unused': () => ({
    zh: '一并给出的另一份文件不是这份报告的核验说明或年度证据包，没有用到',
    en: 'The other file is neither the annex of this report nor its year pack, and was not used',
  }),
  'pdf.exact': () => ({
    zh: '这份 PDF 与由其证据重新排版的逐字节相同，文字未被改动',
    en: 'This PDF is byte for byte what its evidence is set to; no word of it was changed',
  }),
  'pdf.other': () => ({
    zh: '这份 PDF 与由其证据重新排版的不相同：可能被改动或另存过，也可能排版所用字体不同。请核验同一报告的 Word 文件',
    en: 'This PDF is not what its evidence is set to: it was changed or saved again, or set in other fonts. Verify the Word file of the report',
  }),
  'pdf.words': () => ({
    zh: 'PDF 的文字在这里无法比对，只核验了其中的证据。请核验 Word 文件，或用 taizhang verify 重新排版比对',
    en: 'The words of a PDF cannot be compared here; only its evidence was verified. Verify the Word file, or use taizhang verify, which sets it again',
  }),
  'text.hidden': (detail: string) => ({
    zh: `文件里有隐藏的文字：${detail}`,
    en: `The file hides words: ${detail}`,
  }),
} satisfies { readonly [code: string]: (detail: string) => Label }

/** Codes of what a verifier may find; stable, for machines. */
export type FindingCode = keyof typeof sentences

/** Something that keeps the file from holding. */
export function broken(code: FindingCode, detail: string | number = ''): Finding {
  return { code, weight: 'broken', sentence: sentences[code](String(detail)) }
}

/** Something a reader should know. */
export function note(code: FindingCode, detail: string | number = ''): Finding {
  return { code, weight: 'note', sentence: sentences[code](String(detail)) }
}

/** A finding about the words, whose sentence names the place. */
export function ofText(
  code: 'text.changed' | 'text.removed' | 'text.added' | 'text.moved',
  sentence: Label,
): Finding {
  return { code, weight: 'broken', sentence }
}

/** What the ledger has and the report leaves out. */
export function leftOut(one: NotMentioned): Finding {
  const said = leftOutText(one)
  const sentence = {
    zh: `台账已有而报告未提及：${said.zh}`,
    en: `The ledger has it and the report does not mention it: ${said.en}`,
  }
  return { code: 'report.unmentioned', weight: 'note', sentence }
}
