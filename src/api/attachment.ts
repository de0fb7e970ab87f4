/**
 * Headers of a file that is to be kept, never shown in place: what somebody wrote must not run as
 * a page of this server. The name is said twice, in ASCII and as RFC 5987 has it.
 */
export function attachmentHeaders(file: {
  /** Without ending, in any language. */
  readonly name: string
  readonly fallback: string
  readonly ending: string
  readonly type: string
}): Record<string, string> {
  const { name, fallback, ending, type } = file
  // oxlint-disable-next-line no-control-regex -- these are what a name must not hold
  const plain = name.replace(/[\u0000-\u001f\u007f/\\:*?"<>|]+/g, '_').trim() || fallback
  const encoded = encodeURIComponent(`${plain}.${ending}`).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${fallback}.${ending}"; filename*=UTF-8''${encoded}`,
  }
}
