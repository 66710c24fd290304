"""What pages and exports show: rows, payloads, trees and graphs, ready to be arranged."""
