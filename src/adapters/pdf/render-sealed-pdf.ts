import type { LogCrypto } from '../../log/log-crypto.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import { sealedText } from '../../report/evidence/freeze-report.ts'
import { sealedFileName } from '../../report/file/read-sealed-pdf.ts'
import { redHeadOf } from '../../report/red-head.ts'
import { annexOf } from '../../report/verify/annex.ts'
import { verifySealedReport } from '../../report/verify/verify-report.ts'
import type { TypstJob } from './compile-typst.ts'
import { renderPdf } from './render-pdf.ts'

/**
 * Renders a sealed report as PDF with the same annex as the Word file, if that has one, and the
 * evidence attached. The bytes depend on the report and on the fonts: whoever has both can make
 * them again.
 */
export async function renderSealedPdf(
  { crypto, compile }: { crypto: LogCrypto; compile: (job: TypstJob) => Promise<Uint8Array> },
  sealed: SealedReport,
  { withHead }: { withHead: boolean },
): Promise<Uint8Array> {
  const { document, evidence } = sealed
  const key = evidence.keys.log
  const { claims, signed, digest } = verifySealedReport(crypto, sealed, { words: null, key })
  const annex = annexOf(sealed, { claims, signed, digest: digest ?? '' })
  return renderPdf(compile, document, {
    ...(withHead ? { head: redHeadOf(document) } : {}),
    ...(document.paper?.annex === 'apart' ? {} : { annex }),
    isSigned: true,
    attached: [
      {
        name: sealedFileName,
        about: '核验所需的证据：条目、证明与签名 / evidence for the verifier',
        text: sealedText(sealed),
      },
    ],
  })
}
