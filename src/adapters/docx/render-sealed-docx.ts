import type { LogCrypto } from '../../log/log-crypto.ts'
import { carriedReport } from '../../report/check/carried-claim.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import { sealedText } from '../../report/evidence/freeze-report.ts'
import { sealedNamespace, sealedPart } from '../../report/file/sealed-part.ts'
import { redHeadOf } from '../../report/red-head.ts'
import type { Annex } from '../../report/verify/annex.ts'
import { annexOf } from '../../report/verify/annex.ts'
import { verifySealedReport } from '../../report/verify/verify-report.ts'
import { annexParagraphs } from './annex-paragraphs.ts'
import { carriedPart } from './carried-part.ts'
import { writeDocx, writePages } from './render-docx.ts'

/** Id of the part, the same in every file: programs tell parts by them. */
const sealedId = '{5B1E7C1A-0D5F-4C59-9E0B-7F4C2D1A9E02}'

/**
 * Renders a sealed report as the Word file that proves itself: the words, an annex that says what
 * is proved of each claim unless that is a file of its own, and the evidence in a part of its own.
 * Same report, same bytes. With `withHead` it has 版头 and 版记.
 */
export async function renderSealedDocx(
  crypto: LogCrypto,
  sealed: SealedReport,
  { withHead }: { withHead: boolean },
): Promise<Uint8Array> {
  const { document } = sealed
  const isApart = document.paper?.annex === 'apart'
  return writeDocx(document, {
    ...(withHead ? { head: redHeadOf(document) } : {}),
    annex: isApart ? [] : annexParagraphs(judgedAnnex(crypto, sealed), { of: null }),
    isSigned: true,
    parts: [
      carriedPart(carriedReport(document)),
      { xml: sealedPart(sealedText(sealed)), namespace: sealedNamespace, id: sealedId },
    ],
  })
}

/** The annex of a sealed report as a file of its own, without evidence: that is the report's. */
export function renderAnnexDocx(crypto: LogCrypto, sealed: SealedReport): Promise<Uint8Array> {
  const { title } = sealed.document
  const children = annexParagraphs(judgedAnnex(crypto, sealed), { of: title })
  return writePages(children, {
    properties: sealed.document,
    parts: [],
    isSigned: sealed.signing !== null,
  })
}

/** What the annex says of a report, judged by its own key. */
export function judgedAnnex(crypto: LogCrypto, sealed: SealedReport): Annex {
  const key = sealed.evidence.keys.log
  const { claims, signed, digest } = verifySealedReport(crypto, sealed, { words: null, key })
  return annexOf(sealed, { claims, signed, digest: digest ?? '' })
}
