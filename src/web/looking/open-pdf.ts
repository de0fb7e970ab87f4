import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
// oxlint-disable-next-line import/default -- the bundler answers with the address of the file
import workerAddress from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'
import { fitIn, freshCanvas } from './fit-in.ts'
import type { OpenPaper } from './protocol.ts'

// An address with its host: the worker is started from a blob, which has none.
GlobalWorkerOptions.workerSrc = new URL(workerAddress, document.baseURI).href

const beside = (folder: string) => new URL(`/looking/${folder}/`, document.baseURI).href

/** Pixels of one picture inside a page at most; larger ones are left out. */
const pictureInsideMax = 40_000_000

/** Opens a PDF for its pages to be drawn as they print; nothing that it wants to run is run. */
export async function openPdf(bytes: ArrayBuffer): Promise<OpenPaper> {
  const pdf = await getDocument({
    data: new Uint8Array(bytes),
    maxImageSize: pictureInsideMax,
    enableXfa: false,
    cMapUrl: beside('cmaps'),
    standardFontDataUrl: beside('standard_fonts'),
    wasmUrl: beside('wasm'),
    iccUrl: beside('iccs'),
    // Papers name the fonts of the office and bring none along.
    useSystemFonts: true,
  }).promise
  return {
    pages: pdf.numPages,
    draw: async (asked) => {
      const page = await pdf.getPage(asked.page)
      const whole = page.getViewport({ scale: 1 })
      const { scale } = fitIn(whole, asked, { mayGrow: true })
      const viewport = page.getViewport({ scale })
      const { canvas } = freshCanvas(Math.floor(viewport.width), Math.floor(viewport.height))
      // As it prints: seals and stamps are annotations, and no frame of the screen is waited for.
      await page.render({ canvas, viewport, intent: 'print' }).promise
      return canvas
    },
  }
}
