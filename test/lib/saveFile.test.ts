import { expect, test } from 'vitest'
import { fileName } from '~/lib/saveFile'

test.each([
  ['https://a.example/x/b.png', 'image/png', 'b.png'],
  ['https://a.example/%E5%9B%BE.jpeg?sign=1', 'image/jpeg', '图.jpeg'],
  ['https://a.example/x/3f9a', 'image/jpeg', '3f9a.jpg'],
  ['https://a.example/x/3f9a', 'image/webp', '3f9a.webp'],
  ['https://a.example/x/3f9a', 'application/octet-stream', '3f9a.jpg'],
  ['https://a.example/', 'image/gif', '图片-3.gif'],
  ['https://a.example/%zz', 'image/svg+xml', '%zz.svg'],
  ['https://a.example/..%2F..%2Fetc%2Fpasswd', 'image/png', '__.._etc_passwd.png'],
  ['blob:https://a.example/1-2', 'image/png', '图片-3.png'],
])('%s of type %s is saved as %s', (url, type, name) => expect(fileName(url, type, '图片-3')).toBe(name))
