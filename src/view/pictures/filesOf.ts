/** What somebody pastes or drops. */
export type Found = Readonly<{
  /** What may be pictures: their bytes decide. */
  pictures: readonly File[]
  /** There is a text too, and it is meant: not just the name of what is copied. */
  hasText: boolean
  /** Names of files of another kind. */
  others: readonly string[]
  hasFolder: boolean
}>

type Data = Pick<DataTransfer, 'files' | 'getData'> &
  Readonly<{ items?: ArrayLike<Pick<DataTransferItem, 'kind' | 'getAsFile' | 'webkitGetAsEntry'>> }>

/** What a clipboard or a drag holds. To be asked while its event is handled: afterwards it is empty. */
export function filesOf(data: Data): Found {
  const items = Array.from(data.items ?? []).filter(({ kind }) => kind === 'file')
  const isFolder = (item: (typeof items)[number]) => item.webkitGetAsEntry?.()?.isDirectory === true
  const folders = items.filter(isFolder)
  const files =
    items.length > 0
      ? items.filter((item) => !folders.includes(item)).flatMap((item) => item.getAsFile() ?? [])
      : Array.from(data.files)
  return {
    pictures: files.filter(mayBePicture),
    hasText: isMeant(data.getData('text/plain'), files),
    others: files.filter((file) => !mayBePicture(file)).map(({ name }) => name),
    hasFolder: folders.length > 0,
  }
}

/** Windows has no type for HEIC and others. */
const mayBePicture = ({ type }: File) => type === '' || type.startsWith('image/')

/** A file manager puts the names of copied files beside them. */
function isMeant(text: string, files: readonly File[]): boolean {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim())
  const isName = (line: string) => line.startsWith('file:') || files.some(({ name }) => line.endsWith(name))
  return lines.some((line) => line !== '' && !isName(line))
}
