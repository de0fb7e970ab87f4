import type { PictureKind } from '../../ledger/fields/file/picture-head.ts'

/** What can be looked at in the page: pictures, and PDF page by page. */
export type PaperKind = PictureKind | 'pdf'

/** The file that a frame shows, sent once, with the port that everything else goes over. */
export interface Laid {
  readonly kind: PaperKind
  readonly bytes: ArrayBuffer
}

/** Asks for one page, as many pixels wide and high as fit. */
export interface DrawPage {
  /** From 1. */
  readonly page: number
  readonly width: number
  readonly height: number
}

/** A page in pixels, or why there is none. */
export type DrawnPage =
  | { readonly bitmap: ImageBitmap; readonly pages: number }
  | { readonly fails: 'broken' | 'locked' }

/** A file as it is open inside a frame, where it draws its pages. */
export interface OpenPaper {
  readonly pages: number
  draw(asked: DrawPage): Promise<HTMLCanvasElement>
}
