import { readFile } from 'node:fs/promises'
import type { OfficeFiles } from '../app/ports/file-ports.ts'
import { nodeCrypto } from './crypto/node-crypto.ts'
import { renderDocx } from './docx/render-docx.ts'
import { renderAnnexDocx, renderSealedDocx } from './docx/render-sealed-docx.ts'
import { typstCompiler } from './pdf/compile-typst.ts'
import { renderPdf } from './pdf/render-pdf.ts'
import { renderSealedPdf } from './pdf/render-sealed-pdf.ts'
import { writeCsv, writeWorkbook } from './sheet/write-sheet.ts'
import { fixedZip } from './zip/fixed-zip.ts'

/**
 * Word, Excel and PDF files by the libraries of this folder; fonts of the first folder win.
 * `verifierFile` is where the build put the page that verifies offline.
 */
export function officeFiles(
  fontFolders: readonly string[],
  verifierFile: string | null = null,
): OfficeFiles {
  const compile = typstCompiler(fontFolders)
  return {
    writeWorkbook,
    writeCsv,
    writeArchive: fixedZip,
    verifierPage: () => pageIn(verifierFile),
    renderDocx,
    renderSealed: (sealed, options) => renderSealedDocx(nodeCrypto, sealed, options),
    renderAnnex: (sealed) => renderAnnexDocx(nodeCrypto, sealed),
    renderSealedPdf: (sealed, options) =>
      renderSealedPdf({ crypto: nodeCrypto, compile }, sealed, options),
    renderPdf: (document, options) => renderPdf(compile, document, options),
  }
}

/** Where nobody built it, a pack is whole without it. */
async function pageIn(file: string | null): Promise<string | null> {
  if (file === null) return null
  try {
    return await readFile(file, 'utf8')
  } catch {
    return null
  }
}
