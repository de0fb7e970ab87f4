import { readFile } from 'node:fs/promises'
import type { OfficeFiles } from '../app/ports/file-ports.ts'
import { nodeCrypto } from './crypto/node-crypto.ts'
import { typstCompiler } from './pdf/compile-typst.ts'
import { renderPdf } from './pdf/render-pdf.ts'
import { renderSealedPdf } from './pdf/render-sealed-pdf.ts'
import { writeAnswerSheet } from './sheet/write-answer-sheet.ts'
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
    writeAnswerSheet,
    writeArchive: fixedZip,
    verifierPage: () => pageIn(verifierFile),
    renderDocx: async (document, options) => (await plainWord()).renderDocx(document, options),
    renderSealed: async (sealed, options) =>
      (await sealedWord()).renderSealedDocx(nodeCrypto, sealed, options),
    renderAnnex: async (sealed) => (await sealedWord()).renderAnnexDocx(nodeCrypto, sealed),
    renderSealedPdf: (sealed, options) =>
      renderSealedPdf({ crypto: nodeCrypto, compile }, sealed, options),
    renderPdf: (document, options) => renderPdf(compile, document, options),
  }
}

// The library of Word files is loaded with the first of them, not with the server.
const plainWord = () => import('./docx/render-docx.ts')
const sealedWord = () => import('./docx/render-sealed-docx.ts')

/** Where nobody built it, a pack is whole without it. */
async function pageIn(file: string | null): Promise<string | null> {
  if (file === null) return null
  try {
    return await readFile(file, 'utf8')
  } catch {
    return null
  }
}
