import { fitIn, freshCanvas } from './fit-in.ts'
import type { OpenPaper } from './protocol.ts'

/** Opens a picture the way up that its camera noted. Rejects where it cannot be decoded. */
export async function openPicture(file: Blob): Promise<OpenPaper> {
  const whole = await createImageBitmap(file, { imageOrientation: 'from-image' })
  return {
    pages: 1,
    draw: async (asked) => {
      const { width, height } = fitIn(whole, asked)
      const { canvas, context } = freshCanvas(Math.round(width), Math.round(height))
      context.imageSmoothingQuality = 'high'
      context.drawImage(whole, 0, 0, canvas.width, canvas.height)
      return canvas
    },
  }
}
