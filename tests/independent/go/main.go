// Command independent reads a published Bayan ledger over HTTP with Go's own log packages and Tessera's fsck.
//
//	independent -vkey VKEY FOLDER   serves the folder on a free port and reads it from there
//	independent -vkey VKEY URL      reads what somebody else serves
//
// It checks the checkpoint's Ed25519 signature (golang.org/x/mod/sumdb/note), every entry and every tile against the
// signed root (golang.org/x/mod/sumdb/tlog), and the whole once more with Tessera's fsck. It prints a JSON verdict; exit
// code 0 good, 1 bad, 2 usage.
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/transparency-dev/merkle/rfc6962"
	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/client"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	// Entries in a bundle and hashes in a tile: 2^height (C2SP tlog-tiles).
	height = 8
	width  = 1 << height
	// No file is longer: 256 entries of 65,535 bytes, each behind two of length.
	mostBytes = width * (2 + 65535)
	// Work stops after this long.
	patience = 10 * time.Minute
)

type verdict struct {
	OK      bool   `json:"ok"`
	Origin  string `json:"origin,omitempty"`
	Size    int64  `json:"size"`
	Root    string `json:"root,omitempty"`
	Tlog    string `json:"tlog"`
	Tessera string `json:"tessera"`
}

func main() {
	vkey := flag.String("vkey", "", "the log's Ed25519 verifier key")
	flag.Parse()
	if flag.NArg() != 1 || *vkey == "" {
		fmt.Fprintln(os.Stderr, "usage: independent -vkey VKEY FOLDER|URL")
		os.Exit(2)
	}
	verifier, err := note.NewVerifier(*vkey)
	if err != nil {
		fmt.Fprintln(os.Stderr, "independent:", err)
		os.Exit(2)
	}
	base := flag.Arg(0)
	if !strings.HasPrefix(base, "http://") && !strings.HasPrefix(base, "https://") {
		base, err = serve(base)
		if err != nil {
			fmt.Fprintln(os.Stderr, "independent:", err)
			os.Exit(2)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	answer := check(ctx, strings.TrimSuffix(base, "/")+"/", verifier)
	text, err := json.MarshalIndent(answer, "", "  ")
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
	if !answer.OK {
		os.Exit(1)
	}
}

// serve serves a folder as any static web server does, and returns its URL.
func serve(folder string) (string, error) {
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return "", fmt.Errorf("%s: there is no such folder", folder)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go func() {
		server := &http.Server{Handler: http.FileServer(http.Dir(folder)), ReadHeaderTimeout: time.Minute}
		_ = server.Serve(listener)
	}()
	return "http://" + listener.Addr().String() + "/", nil
}

func check(ctx context.Context, base string, verifier note.Verifier) verdict {
	log := &log{ctx: ctx, base: base}
	answer := verdict{Tlog: "not reached", Tessera: "not reached"}
	tree, err := log.checkpoint(verifier)
	if err != nil {
		answer.Tlog = err.Error()
		return answer
	}
	answer.Origin, answer.Size, answer.Root = verifier.Name(), tree.N, fmt.Sprintf("%x", tree.Hash[:])
	answer.Tlog, answer.Tessera = "good", "good"
	if err := log.entries(tree); err != nil {
		answer.Tlog = err.Error()
	}
	if err := tessera(ctx, base, verifier); err != nil {
		// It prints whole tiles.
		answer.Tessera = fmt.Sprintf("%.200s", err.Error())
	}
	answer.OK = answer.Tlog == "good" && answer.Tessera == "good"
	return answer
}

// log reads the files of C2SP tlog-tiles.
type log struct {
	ctx  context.Context
	base string
}

func (l *log) get(path string) ([]byte, error) {
	request, err := http.NewRequestWithContext(l.ctx, http.MethodGet, l.base+path, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, mostBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostBytes {
		return nil, fmt.Errorf("%s: too long", path)
	}
	return data, nil
}

// checkpoint opens the signed note: origin, size, root (C2SP tlog-checkpoint).
func (l *log) checkpoint(verifier note.Verifier) (tlog.Tree, error) {
	data, err := l.get("checkpoint")
	if err != nil {
		return tlog.Tree{}, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, errors.New("checkpoint: it is not origin, size and root")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || strconv.FormatInt(size, 10) != lines[1] || size < 1 {
		return tlog.Tree{}, errors.New("checkpoint: its size is not canonical")
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return tlog.Tree{}, err
	}
	return tlog.Tree{N: size, Hash: root}, nil
}

// entries compares every entry with the tiles, and the tiles with the root; and proves a few entries.
func (l *log) entries(tree tlog.Tree) error {
	reader := tlog.TileHashReader(tree, l)
	for first := int64(0); first < tree.N; first += width {
		count := min(width, tree.N-first)
		entries, err := l.bundle(tlog.Tile{H: height, L: 0, N: first / width, W: int(count)})
		if err != nil {
			return err
		}
		indexes := make([]int64, count)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		hashes, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for i, entry := range entries {
			if tlog.RecordHash(entry) != hashes[i] {
				return fmt.Errorf("entry %d is not the one that the checkpoint signs", first+int64(i))
			}
		}
		proof, err := tlog.ProveRecord(tree.N, first, reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, first, hashes[0]); err != nil {
			return err
		}
	}
	return nil
}

// bundle reads the entries of one bundle, each behind its length.
func (l *log) bundle(tile tlog.Tile) ([][]byte, error) {
	path := "tile/entries/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/0/", height))
	data, err := l.get(path)
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(data) >= 2 {
		end := 2 + int(binary.BigEndian.Uint16(data))
		if end > len(data) {
			break
		}
		entries, data = append(entries, data[2:end]), data[end:]
	}
	if len(data) != 0 || len(entries) != tile.W {
		return nil, fmt.Errorf("%s: it does not hold %d entries", path, tile.W)
	}
	return entries, nil
}

// Height is that of C2SP tlog-tiles.
func (l *log) Height() int { return height }

// ReadTiles reads hash tiles; Go's paths have the height in them, those of C2SP tlog-tiles do not.
func (l *log) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := l.get("tile/" + strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/%d/", height)))
		if err != nil {
			return nil, err
		}
		if len(data) != tile.W*tlog.HashSize {
			return nil, fmt.Errorf("a tile does not hold %d hashes", tile.W)
		}
		all[i] = data
	}
	return all, nil
}

// SaveTiles keeps nothing.
func (l *log) SaveTiles([]tlog.Tile, [][]byte) {}

// tessera runs Tessera's own check of a tlog-tiles log.
func tessera(ctx context.Context, base string, verifier note.Verifier) error {
	root, err := url.Parse(base)
	if err != nil {
		return err
	}
	fetcher, err := client.NewHTTPFetcher(root, nil)
	if err != nil {
		return err
	}
	leaves := func(bundle []byte) ([][]byte, error) {
		var entries api.EntryBundle
		if err := entries.UnmarshalText(bundle); err != nil {
			return nil, err
		}
		hashes := make([][]byte, 0, len(entries.Entries))
		for _, entry := range entries.Entries {
			hashes = append(hashes, rfc6962.DefaultHasher.HashLeaf(entry))
		}
		return hashes, nil
	}
	return fsck.New(verifier.Name(), verifier, fetcher, leaves, fsck.Opts{N: 2}).Check(ctx)
}
