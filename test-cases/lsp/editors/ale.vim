" Vim 9 with ALE. `vim -N -u NONE -n -es -S …`
set nomore shortmess+=I
filetype plugin on
packadd ale
let s:folder = $EDITOR_FOLDER
let s:server = split($EDITOR_SERVER, "\n")
let g:ale_linters_explicit = 1
let g:ale_linters = {'yaml': ['sidecarlint']}
let g:ale_set_signs = 0
let g:ale_echo_cursor = 0
call ale#linter#Define('yaml', {
\ 'name': 'sidecarlint',
\ 'lsp': 'stdio',
\ 'executable': s:server[0],
\ 'command': join(map(copy(s:server), 'shellescape(v:val)')),
\ 'project_root': {buffer -> s:folder},
\ 'initialization_options': {'target': '1.33'},
\})

let s:seen = []
function! s:Shown() abort
  return ale#engine#GetLoclist(bufnr('%'))
endfunction
function! s:Wait(holds) abort
  let l:left = 400
  while l:left > 0 && !a:holds()
    sleep 50m
    let l:left -= 1
  endwhile
endfunction
function! s:Put(line) abort
  call setline(8, a:line)
  ALELint
endfunction

execute 'edit' s:folder . '/pod.yaml'
set filetype=yaml
ALELint
call s:Wait({-> !empty(s:Shown())})
for s:each in s:Shown()
  call add(s:seen, (s:each.lnum - 1) . ':' . (s:each.col - 1) . ' ' . s:each.code)
endfor
call s:Put('      # none')
call s:Wait({-> empty(s:Shown())})
call add(s:seen, 'edited: ' . len(s:Shown()))
call s:Put('      restartPolicy: OnFailure')
call s:Wait({-> !empty(s:Shown())})
call add(s:seen, 'again: ' . len(s:Shown()))

" What :ALECodeAction asks a person to choose from; the first is the fix.
function! s:Take(data, items) abort
  if !empty(a:items)
    call ale#codefix#ApplyLSPCodeAction(a:data, a:items[0][1])
  endif
  let s:taken = 1
endfunction
let s:taken = 0
call cursor(8, 24)
call ale#codefix#Execute(0, function('s:Take'))
call s:Wait({-> s:taken})
call add(s:seen, 'fixed: ' . getline(8))
call writefile(s:seen, s:folder . '/seen.txt')
qa!
