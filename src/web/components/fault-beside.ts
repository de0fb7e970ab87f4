import { useEffect } from 'react'
import type { Speech } from '../say.tsx'
import { useSay } from '../say.tsx'
import './fault-beside.css'

const words = {
  missing: { zh: '请填写这一项。', en: 'Please fill this in.' },
  notChosen: { zh: '请选择一项。', en: 'Please choose one.' },
  tooSmall: { zh: '这一项不能小于{min}。', en: 'This cannot be less than {min}.' },
  tooBig: { zh: '这一项不能大于{max}。', en: 'This cannot be more than {max}.' },
  tooLong: {
    zh: '这一项最多{max}个字，多了{count}个。',
    en: 'This takes at most {max} characters; there are {count} too many.',
  },
  tooShort: { zh: '这一项至少写{min}个字。', en: 'This takes at least {min} characters.' },
  form: { zh: '这一项的写法不对。', en: 'This is not written as it should be.' },
  as: { zh: '这一项请写成{form}。', en: 'Write this as {form}.' },
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/**
 * What the browser finds wrong in a form before it is sent stands beside the field in a sentence of
 * ours, in the language of the page, and goes when somebody types there. A text that is longer than
 * its `data-most` is told at once, and nothing of it is cut off. The record forms judge their fields
 * themselves.
 */
export function useFaultsBeside(): void {
  const { say } = useSay()
  useEffect(() => {
    const notes = new Map<Field, HTMLElement>()
    const drop = (field: Field) => {
      notes.get(field)?.remove()
      notes.delete(field)
      field.removeAttribute('aria-invalid')
    }
    const tell = (field: Field, sentence: string) => {
      const known = notes.get(field)
      if (known) known.textContent = sentence
      else notes.set(field, noteBeside(field, sentence))
      field.setAttribute('aria-invalid', 'true')
    }
    const onInvalid = (event: Event) => {
      const field = event.target
      if (!isField(field)) return
      event.preventDefault()
      // Something other than a hand may have changed it since.
      field.setCustomValidity(tooLong(field, say))
      if (field.validity.valid) return drop(field)
      tell(field, sentenceOf(field, say))
      const first = [...(field.form?.elements ?? [])].find(
        (one) => isField(one) && !one.validity.valid,
      )
      if (first === field) field.focus()
    }
    const onInput = ({ target }: Event) => {
      // What is chosen in one field may fill another in.
      requestAnimationFrame(() => {
        for (const field of [...notes.keys()]) if (field.validity.valid) drop(field)
      })
      if (!isField(target)) return
      const sentence = tooLong(target, say)
      target.setCustomValidity(sentence)
      if (sentence !== '') tell(target, sentence)
      else if (notes.has(target)) drop(target)
    }
    document.addEventListener('invalid', onInvalid, true)
    document.addEventListener('input', onInput, true)
    return () => {
      document.removeEventListener('invalid', onInvalid, true)
      document.removeEventListener('input', onInput, true)
      for (const field of [...notes.keys()]) drop(field)
    }
  }, [say])
}

function isField(target: unknown): target is Field {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  )
}

function noteBeside(field: Field, sentence: string): HTMLElement {
  const note = document.createElement('p')
  note.className = 'fault-beside small'
  note.role = 'alert'
  note.textContent = sentence
  const home = field.closest('.labelled, .stacked')
  if (home === null) field.after(note)
  else home.append(note)
  return note
}

/** What is said of a text that is too long; empty for any other. */
function tooLong(field: Field, say: Speech['say']): string {
  const max = Number(field.dataset['most'] ?? Number.POSITIVE_INFINITY)
  const count = field.value.length - max
  return count > 0 ? say(words.tooLong, { max, count }) : ''
}

function sentenceOf(field: Field, say: Speech['say']): string {
  const { validity } = field
  if (validity.customError) return field.validationMessage
  if (validity.valueMissing) {
    return say(field instanceof HTMLSelectElement ? words.notChosen : words.missing)
  }
  if (validity.rangeUnderflow) return say(words.tooSmall, { min: field.getAttribute('min') ?? '' })
  if (validity.rangeOverflow) return say(words.tooBig, { max: field.getAttribute('max') ?? '' })
  if (validity.tooShort) {
    return say(words.tooShort, { min: field.getAttribute('minlength') ?? '' })
  }
  return field.title === '' ? say(words.form) : say(words.as, { form: field.title })
}
