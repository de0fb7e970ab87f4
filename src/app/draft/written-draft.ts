import { unhurried } from '../../append/unhurried.ts'
import { refuse } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { ReportTemplate } from '../../pack/pack.ts'
import { answerTemplate } from '../../report/call/answer.ts'
import type { CallItem } from '../../report/call/call.ts'
import { callOf } from '../../report/call/call.ts'
import type { FinalRules, Overridden } from '../../report/check/finalise.ts'
import type { Finding } from '../../report/check/finding.ts'
import { charactersMaxDefault } from '../../report/check/form.ts'
import type { ReportDocument } from '../../report/document.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import { inlinesOf } from '../../report/draft/draft-tree.ts'
import { draftSteps } from '../../report/draft/resolve-draft.ts'
import { renderText } from '../../report/render/render-text.ts'
import { parseTemplate } from '../../report/template/parse-template.ts'
import type { Template } from '../../report/template/template.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { YearBookWithWords } from '../year/year-book.ts'
import type { AnswerSources } from './answer-sources.ts'
import { answerSources } from './answer-sources.ts'
import { reportSources } from './report-sources.ts'
import { figureWordings } from './wordings-of.ts'

/** A draft as the ledger makes it at one moment. */
export interface WrittenDraft {
  readonly book: YearBookWithWords
  readonly document: ReportDocument
  /** What it is finalised by. */
  readonly rules: FinalRules
}

/**
 * The reader whose numbers go into a report: whoever signs it. Digests, checks and the signed
 * document are of this view, so that a review holds whoever looks; what a page shows is always the
 * caller's own.
 */
export function officialSession(session: Session): Session {
  return { ...session, actor: { ...session.actor, roles: ['first-responsible'] } }
}

/** Fills a draft in from the year book of this moment, as `session` may see it. */
export async function writeDraft(
  ports: Pick<AppPorts, 'store' | 'yearBooks' | 'outside'>,
  session: Session,
  draft: Pick<StoredDraft, 'report' | 'year' | 'tree' | 'accepted' | 'answers'> & {
    readonly overridden: readonly Overridden[]
  },
  /** A signed document by whose rules it is judged; absent: by those of today. */
  like?: ReportDocument,
): Promise<WrittenDraft> {
  const { charactersMax } = templateOf(session, draft.report)
  const { book, sources } = await sourcesOf(ports, session, draft)
  const how = { template: draft.report, ...(like === undefined ? {} : { like }) }
  const written = await unhurried(draftSteps(draft.tree, sources, how))
  const document = await withStated(ports, session, { written, accepted: draft.accepted })
  const rules = {
    charactersMax: charactersMax ?? charactersMaxDefault,
    attachments: draft.tree.attachments,
    overridden: draft.overridden,
    wordings: figureWordings(session.pack),
    unwritten: unwrittenIn(draft.tree),
    asked: await askedOf(ports, session, draft.answers),
  }
  return { book, document, rules }
}

async function sourcesOf(
  ports: Pick<AppPorts, 'store' | 'yearBooks'>,
  session: Session,
  { year, answers }: Pick<StoredDraft, 'year' | 'answers'>,
): Promise<AnswerSources> {
  if (answers !== null) return answerSources(ports, session, { taken: answers, year })
  const book = await ports.yearBooks.withWords(session, year)
  return { book, sources: reportSources(book, session.org.name.zh) }
}

/** What the call asks that is answered; nothing where no call is. */
async function askedOf(
  { store }: Pick<AppPorts, 'store'>,
  { org }: Session,
  taken: string | null,
): Promise<readonly CallItem[]> {
  if (taken === null) return []
  const record = await store.read(org.id, (reader) => reader.record(taken))
  return record === null ? [] : callOf(record.values).items
}

/** What was accepted by name goes with the words that it is about, and with no others. */
async function withStated(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Session,
  given: { readonly written: ReportDocument; readonly accepted: StoredDraft['accepted'] },
): Promise<ReportDocument> {
  const { written, accepted } = given
  if (accepted.length === 0) return written
  const asked = {
    document: written,
    accepted: accepted.map(({ sentence, by }) => ({ sentence, by })),
  }
  const stated = await outside.read('stated', asked, org.id)
  return stated.length === 0 ? written : { ...written, stated }
}

/** What stands between a draft and its signature. */
export function findingsIn(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Session,
  { document, rules }: WrittenDraft,
): Promise<readonly Finding[]> {
  return outside.read('findings', { document, rules }, org.id)
}

/** Paragraphs with a place that is still to be written and stands in no claim. */
function unwrittenIn({ blocks }: DraftTree): readonly number[] {
  return blocks.flatMap((block, index) =>
    inlinesOf(block).some(({ kind, claim }) => kind === 'blank' && claim === null) ? [index] : [],
  )
}

/**
 * The parsed template of a report; one that does not parse never got into a pack. Refuses with
 * `report.unknown`.
 */
export function templateOf({ pack }: Pick<Session, 'pack'>, report: string): Template {
  if (report === answerTemplate.id) return answerTemplate
  const source = pack.reports.get(report)
  if (!source) return refuseUnknownReport({ pack }, report)
  const known = parsed.get(source)
  if (known) return known
  const { template } = parseTemplate(source.id, source.source)
  if (!template) throw new Error(`template ${source.id} of a loaded pack does not parse`)
  parsed.set(source, template)
  return template
}

/** Refuses with `report.unknown` what is no report that can be begun. */
export function refuseUnknownReport({ pack }: Pick<Session, 'pack'>, report: string): never {
  const known = [...pack.reports.keys()].join(', ')
  return refuse('report.unknown', {
    at: [report],
    text: { zh: `没有“${report}”这份报告。`, en: `There is no report “${report}”.` },
    hint: { zh: `可用的报告：${known}`, en: `Reports of this pack: ${known}` },
  })
}

/** A loaded pack never changes, so that each of its templates is parsed once. */
const parsed = new WeakMap<ReportTemplate, Template>()

/** What a reviewer has seen: the tree, and the words with the numbers of that moment. */
export interface SeenDigests {
  readonly tree: string
  readonly wording: string
}

/** SHA-256, base64, of the tree and of the words. */
export function digestsOf(
  crypto: LogCrypto,
  { tree, document }: { readonly tree: DraftTree; readonly document: ReportDocument },
): SeenDigests {
  const digest = (text: string) => toBase64(crypto.sha256(text))
  // What only the head says belongs to the words too: 签发人 and 发文字号 are read and signed.
  const { issuer, number } = document
  return {
    tree: digest(canonicalJson(tree)),
    wording: digest(JSON.stringify([number, issuer, renderText(document)])),
  }
}
