// Picture takes a picture of a report, as the README shows it: `make picture`.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func main() {
	file := flag.String("file", filepath.Join("reports", "out", "index.html"), "the report")
	out := flag.String("out", filepath.Join("docs", "report.png"), "the picture")
	theme := flag.String("theme", "light", "light or dark")
	width := flag.Int64("width", 1280, "of the window, in pixels")
	height := flag.Int64("height", 1000, "of the window, in pixels")
	hash := flag.String("hash", "", "what to show, such as #rule-server.weight.range")
	chromium := flag.String("chromium", "chromium", "the browser")
	flag.Parse()
	if err := take(*chromium, *file, *out, *theme, *hash, *width, *height); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func take(chromium, file, out, theme, hash string, width, height int64) error {
	file, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("force-prefers-reduced-motion", true))
	ctx, stop := context.WithTimeout(context.Background(), time.Minute)
	defer stop()
	ctx, stop = chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	ctx, stop = chromedp.NewContext(ctx)
	defer stop()
	var png []byte
	err = chromedp.Run(ctx,
		emulation.SetDeviceMetricsOverride(width, height, 1, false),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}}),
		chromedp.Navigate("file://"+file+hash), chromedp.Sleep(300*time.Millisecond), chromedp.CaptureScreenshot(&png))
	if err != nil {
		return err
	}
	return os.WriteFile(out, png, 0o644)
}
