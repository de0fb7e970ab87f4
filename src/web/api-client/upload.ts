import type { ApiError } from '../../api/contract/api-error.ts'
import { shownOrganisationHeader } from '../../api/contract/shown-organisation-header.ts'
import type { FileRef } from '../../ledger/value.ts'
import { storedLang } from '../say.tsx'
import { ApiFailure, unreachableError } from './ask.ts'
import { shownOrganisation } from './shown-organisation.ts'

/** A file on its way. */
export interface Uploading {
  readonly done: Promise<FileRef>
  cancel(): void
}

/**
 * Sends a file and tells how much has gone; `fetch` cannot tell that yet. `done` rejects with a
 * `ApiFailure`, or with an `AbortError` when it was cancelled.
 */
export function upload(file: File, onProgress: (part: number) => void): Uploading {
  const request = new XMLHttpRequest()
  const done = new Promise<FileRef>((resolve, reject) => {
    request.open('POST', `/api/v1/attachments?name=${encodeURIComponent(file.name)}`)
    request.responseType = 'text'
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('accept-language', storedLang() === 'zh' ? 'zh-CN' : 'en')
    request.setRequestHeader('content-type', 'application/octet-stream')
    const shown = shownOrganisation()
    if (shown !== null) request.setRequestHeader(shownOrganisationHeader, shown)
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => {
      try {
        const body: unknown = JSON.parse(request.responseText)
        if (request.status === 201) resolve(body as FileRef)
        else reject(new ApiFailure(body as ApiError))
      } catch {
        reject(new ApiFailure(unreachableError()))
      }
    })
    request.addEventListener('error', () => reject(new ApiFailure(unreachableError())))
    request.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')))
    request.send(file)
  })
  return { done, cancel: () => request.abort() }
}
