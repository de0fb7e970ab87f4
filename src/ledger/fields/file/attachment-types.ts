const office = 'application/vnd.openxmlformats-officedocument'

/** What may be attached, by ending; nothing else may. */
export const attachmentTypes = {
  pdf: 'application/pdf',
  docx: `${office}.wordprocessingml.document`,
  xlsx: `${office}.spreadsheetml.sheet`,
  ofd: 'application/ofd',
  wps: 'application/vnd.ms-works',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  txt: 'text/plain',
} as const
