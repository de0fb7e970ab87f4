import type { LogCrypto } from '../../log/log-crypto.ts'
import { carriedReport } from '../../report/check/carried-claim.ts'
import { annexOf } from '../../report/evidence/annex.ts'
import { mastheadOf } from '../../report/evidence/document-lines.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import { sealedText } from '../../report/evidence/freeze-report.ts'
import { sealedNamespace, sealedPart } from '../../report/file/sealed-part.ts'
import { verifySealed } from '../../report/verify/verify-report.ts'
import { annexParagraphs } from './annex-paragraphs.ts'
import { carriedPart } from './carried-part.ts'
import { writeDocx } from './render-docx.ts'

/** Id of the part, the same in every file: programs tell parts by them. */
const sealedId = '{5B1E7C1A-0D5F-4C59-9E0B-7F4C2D1A9E02}'

/**
 * Renders a sealed report as the Word file that proves itself: the words, an annex that says what
 * is proved of each claim, and the evidence in a part of its own. Same report, same bytes. With
 * `withHead` it has 版头 and 版记.
 */
export async function renderSealedDocx(
  crypto: LogCrypto,
  sealed: SealedReport,
  { withHead }: { withHead: boolean },
): Promise<Uint8Array> {
  const { document, evidence } = sealed
  const { claims, signed, digest } = verifySealed(crypto, sealed, {
    words: null,
    key: evidence.keys.log,
  })
  const annex = annexOf(sealed, { claims, signed, digest: digest ?? '' })
  return writeDocx(document, {
    ...(withHead
      ? { head: { masthead: mastheadOf(document), copyTo: null, printedOn: document.date } }
      : {}),
    annex: annexParagraphs(annex),
    isSigned: true,
    parts: [
      carriedPart(carriedReport(document)),
      { xml: sealedPart(sealedText(sealed)), namespace: sealedNamespace, id: sealedId },
    ],
  })
}
