import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { FileRef } from '../../ledger/value.ts'
import { BitmapCanvas } from './bitmap-canvas.tsx'
import { fileBytesQuery } from './file-bytes.ts'
import { layOut } from './lay-out.ts'
import { openPaper } from './open-paper.ts'

const side = 96
const density = 2

/** The first page of a file, small; its ending in letters where there is nothing to see. */
export function Thumbnail({ file, paths }: { file: FileRef; paths: readonly string[] }) {
  const client = useQueryClient()
  const place = useRef<HTMLSpanElement>(null)
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null)
  const address = paths.join(' ')
  const mayShow = address !== '' && /^(image\/|application\/pdf$)/.test(file.type)
  useEffect(() => {
    const seen = place.current
    if (!mayShow || seen === null) return
    let isGone = false
    // Nothing is fetched for a row that nobody has scrolled to.
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      void inTurn(async () => (isGone ? null : drawSmall(client, address.split(' ')))).then(
        (drawn) => !isGone && setBitmap(drawn),
      )
    })
    observer.observe(seen)
    return () => {
      isGone = true
      observer.disconnect()
    }
  }, [client, address, mayShow])
  return (
    <span ref={place} className="paper-face">
      {bitmap === null ? (
        <span className="paper-ending">{/\.([^.]{1,5})$/.exec(file.name)?.[1]?.toUpperCase()}</span>
      ) : (
        <BitmapCanvas bitmap={bitmap} density={density} />
      )}
    </span>
  )
}

/** Null where there is nothing to show; the viewer says why. */
async function drawSmall(client: QueryClient, paths: readonly string[]) {
  const found = await client.fetchQuery(fileBytesQuery(paths)).catch(() => null)
  if (found === null) return null
  const laid = layOut(found.bytes)
  if ('fails' in laid) return null
  const paper = openPaper(laid)
  const drawn = await paper.draw({ page: 1, width: side * density, height: side * density })
  paper.close()
  return 'bitmap' in drawn ? drawn.bitmap : null
}

let before: Promise<unknown> = Promise.resolve()

/** One after the other: twenty photos at once are more than a phone can hold. */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const done = before.then(act)
  before = done.catch(() => null)
  return done
}
