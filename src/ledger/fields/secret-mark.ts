// The mark with its star (机密★1年) is how classified papers carry it (GB/T 9704-2012, 7.2.2); the
// bare words occur in ordinary sentences and are let through.
const starred = /(绝密|机密|秘密)\s*[★☆*]/
/** Papers that leave the star out set the word on a line of its own, at the head. */
const alone = /^\s*(绝密|机密|秘密)\s*$/
const headLines = 12

/** Whether a text carries a mark of state secrecy: such a text must not enter the system. */
export function carriesSecretMark(text: string): boolean {
  return starred.test(text) || text.split('\n', headLines).some((line) => alone.test(line))
}

// A name is short and says nothing else: there the word alone, or set apart, is the mark.
const inName = /^[\s【[(（《]*(绝密|机密|秘密)(?=$|[\s★☆*】\])）》_.、·—-])/

/** Whether the name of a file says that it is a state secret. */
export function nameCarriesSecretMark(name: string): boolean {
  return carriesSecretMark(name) || inName.test(name)
}
