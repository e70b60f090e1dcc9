-- Neovim 0.7 and newer, its own client. `nvim --headless -u NONE -c 'luafile …'`
local folder, server = vim.env.EDITOR_FOLDER, vim.split(vim.env.EDITOR_SERVER, '\n')
local seen = {}
local function tell(line) table.insert(seen, line) end
local function wait(holds) vim.wait(20000, holds, 20) end
local function shown() return vim.diagnostic.get(0) end
local function put(line) vim.api.nvim_buf_set_lines(0, 7, 8, false, { line }) end

vim.cmd('edit ' .. folder .. '/pod.yaml')
local config = { name = 'sidecarlint', root_dir = folder, cmd = server, init_options = { target = '1.33' } }
if vim.lsp.start then vim.lsp.start(config) else vim.lsp.buf_attach_client(0, vim.lsp.start_client(config)) end

wait(function() return #shown() > 0 end)
for _, each in ipairs(shown()) do tell(each.lnum .. ':' .. each.col .. ' ' .. each.code) end
put('      # none')
wait(function() return #shown() == 0 end)
tell('edited: ' .. #shown())

-- What the server says may stand behind the key, put in by the client.
put('      restartPolicy: ')
vim.api.nvim_win_set_cursor(0, { 8, 20 })
local client = vim.lsp.get_client_by_id(next(vim.lsp.buf_get_clients(0)))
local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000) or {}
  local _, answer = next(answers)
  return answer and answer.result or {}
end
local function params()
  local at = vim.lsp.util.make_position_params(0, client.offset_encoding)
  at.position.character = 21
  return at
end
local items = ask('textDocument/completion', params())
for _, item in ipairs(items) do
  tell('offered: ' .. item.label)
  vim.lsp.util.apply_text_edits({ item.textEdit }, 0, client.offset_encoding)
end
tell('completed: ' .. vim.api.nvim_buf_get_lines(0, 7, 8, false)[1])

put('      restartPolicy: OnFailure')
wait(function() return #shown() > 0 end)
tell('again: ' .. #shown())
local range = vim.lsp.util.make_given_range_params({ 8, 21 }, { 8, 30 }, 0, client.offset_encoding)
range.context = { diagnostics = vim.lsp.diagnostic.get_line_diagnostics(0, 7), only = { 'quickfix' } }
-- The first action is the fix.
local action = ask('textDocument/codeAction', range)[1] or { edit = {} }
vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
tell('fixed: ' .. vim.api.nvim_buf_get_lines(0, 7, 8, false)[1])
vim.fn.writefile(seen, folder .. '/seen.txt')
vim.cmd('qa!')
